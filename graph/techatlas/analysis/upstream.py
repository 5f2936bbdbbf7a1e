"""What comes before a product: stages, steps of production and their inputs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from techatlas.analysis.supply import MAKES, PART_OF, PROCESS, Dependency, Supply
from techatlas.answers.claim import Claim
from techatlas.results.table import Id


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in the tree, ``hop`` levels below the product.

    ``claims`` say that it belongs to ``via``, the thing above it. ``again`` is true where the thing is elsewhere in the
    tree, with all that is below it.
    """

    thing: Id
    hop: int
    via: Id | None = None
    claims: tuple[Claim, ...] = ()
    again: bool = False


class Upstream:
    """The tree that leads from a product back to its inputs.

    ``built_with`` names the chips on which a model was trained, or of which a facility is built: their makers count. Each thing
    is in the tree once with what is below it: an input at the first step that it goes into.
    """

    def __init__(self, supply: Supply, product: Id, kinds: Mapping[Id, Id], built_with: Iterable[Dependency] = ()) -> None:
        self._supply, self.product, self._kinds, self.built_with = supply, product, kinds, tuple(built_with)
        self._before: dict[Id, list[Dependency]] = defaultdict(list)
        for each in supply.dependencies:
            self._before[each.downstream].append(each)
        ends = dict.fromkeys((product, *(each.upstream for each in self.built_with)))
        self.makers = tuple(each for end in ends for each in self._before.get(end, ()) if each.relation == MAKES)
        carried = (each for maker in self.makers for each in self._into(maker.upstream))
        self._carried = {each.upstream: each for each in carried if self._process(each)}
        self.steps = self._ordered()
        self._home: dict[Id, Id] = {}
        for step in self.steps:
            for each in self._into(step):
                if not self._process(each):
                    self._home.setdefault(each.upstream, step)
        self._placed: set[Id] = set()

    def nodes(self) -> Iterator[Node]:
        """Yield the things of the tree from the top, each followed by what is below it."""
        self._placed = {self.product}
        yield Node(self.product, 0)
        for each in self.built_with:
            yield Node(each.upstream, 1, self.product, (each.claim,))
        stages = self._stages()
        for stage, steps in stages.items():
            if stage is not None:
                yield Node(stage, 1, self.product, self._reason(stage, steps))
            for step, part in steps.items():
                if step != self.product:
                    hop, claims = 2 if stage else 1, (part.claim,) if part else self._reason(step, [step])
                    yield Node(step, hop, stage or self.product, claims)
                    yield from self._inputs(step, hop + 1)
            if stage is not None:
                yield from self._inputs(stage, 2)
        yield from self._inputs(self.product, 1)

    def _inputs(self, thing: Id, hop: int) -> Iterator[Node]:
        """Yield the inputs and kinds of a thing, each followed by its own."""
        open = [self._below(thing, hop)]
        while open:
            node = next(open[-1], None)
            if node is None:
                open.pop()
                continue
            yield node
            if not node.again:
                self._placed.add(node.thing)
                open.append(self._below(node.thing, node.hop + 1))

    def _below(self, thing: Id, hop: int) -> Iterator[Node]:
        """Yield what is one level below a thing, that with the largest shares first."""
        found: dict[Id, list[Claim]] = defaultdict(list)
        for each in self._into(thing):
            if not self._process(each) and each.relation != MAKES:
                found[each.upstream].append(each.claim)
        for input in sorted(found, key=self._weight):
            again = input in self._placed or self._home.get(input, thing) != thing
            yield Node(input, hop, thing, tuple(found[input]), again)

    def _weight(self, input: Id) -> tuple[float, Id]:
        market = self._supply.markets.get(input)
        shares = [each.number for each in market.provisions if each.number is not None] if market else []
        return -max(shares, default=-1.0), input

    def _stages(self) -> dict[Id | None, dict[Id, Dependency | None]]:
        """Return the steps by the stage that they are a part of, in the order of production."""
        found: dict[Id | None, dict[Id, Dependency | None]] = defaultdict(dict)
        for step in self.steps:
            parts = [each for each in self._supply.onward.get(step, ()) if each.relation == PART_OF]
            part = parts[0] if parts else None
            found[part.downstream if part else None][step] = part
        before = {
            stage: {other for other, more in found.items() if more.keys() & set().union(*map(self._earlier, steps))}
            for stage, steps in found.items()
        }
        return {stage: found[stage] for stage in sorted(found, key=lambda stage: (len(before[stage]), str(stage)))}

    def _reason(self, thing: Id, steps: Iterable[Id]) -> tuple[Claim, ...]:
        """Return why a stage or step belongs to the product: who carries it out, else where it goes."""
        if thing in self._carried:
            return (self._carried[thing].claim,)
        known = {*self.steps, self.product} - {*steps}
        onward = (each for step in steps for each in self._supply.onward.get(step, ()) if each.downstream in known)
        return tuple(each.claim for each in onward)

    def _ordered(self) -> tuple[Id, ...]:
        """Return the steps before the product, each after all that go into it."""
        starts = {self.product} if self._kinds.get(self.product) == PROCESS else {*self._carried}
        starts |= {each.upstream for each in self._into(self.product) if self._process(each)}
        stages = {each.downstream for each in self._supply.dependencies if each.relation == PART_OF}
        found = {step for start in starts for step in self._earlier(start)} - stages
        return tuple(sorted(found, key=lambda step: (len(self._earlier(step) & found), step)))

    def _earlier(self, process: Id) -> set[Id]:
        """Return a process with all processes that go into it or are a part of it, directly or not."""
        found, waiting = {process}, [process]
        while waiting:
            more = {each.upstream for each in self._into(waiting.pop()) if self._process(each)} - found
            found |= more
            waiting += more
        return found

    def _into(self, thing: Id) -> list[Dependency]:
        return self._before.get(thing, [])

    def _process(self, each: Dependency) -> bool:
        return self._kinds.get(each.upstream) == PROCESS
