// The keys with which the whole page can be used without a pointer.

const PAN = 60;
const MOVES = { ArrowLeft: [-PAN, 0], ArrowRight: [PAN, 0], ArrowUp: [0, -PAN], ArrowDown: [0, PAN] };

/** Listens to keys on the drawing and the page. actions: { pan, zoom, fit, walk, letGo, openDetails, search }. */
export function listenToKeys(container, actions) {
  container.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!onDrawing(event.key, actions)) return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
    if (event.key === "Escape") actions.letGo();
    else if (event.key === "/" && !typing) {
      event.preventDefault();
      actions.search();
    }
  });
}

function onDrawing(key, actions) {
  if (MOVES[key]) actions.pan(...MOVES[key]);
  else if (key === "+" || key === "=") actions.zoom(1.25);
  else if (key === "-" || key === "−") actions.zoom(0.8);
  else if (key === "0") actions.fit();
  else if (key === "n") actions.walk(1);
  else if (key === "p") actions.walk(-1);
  else if (key === "Enter") actions.openDetails();
  else return false;
  return true;
}
