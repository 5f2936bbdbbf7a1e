// Draws a picture on a canvas.

const MOST = 16000;

/** Returns a canvas with the picture at `times` its size in pixels, or smaller if a canvas cannot be that large. */
export function bitmap({ width, height, ground, items }, fonts, times = 2) {
  const factor = Math.min(times, MOST / width, MOST / height, Math.sqrt(2e8 / (width * height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * factor);
  canvas.height = Math.round(height * factor);
  const context = canvas.getContext("2d");
  context.scale(factor, factor);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  context.lineJoin = "round";
  context.textBaseline = "middle";
  for (const item of items) {
    if (item.path) drawShape(context, item);
    else drawText(context, item, fonts);
  }
  return canvas;
}

function drawShape(context, { path, fill, stroke, width, dash, opacity = 1 }) {
  const shape = new Path2D(path);
  context.globalAlpha = opacity;
  context.setLineDash(dash ?? []);
  if (fill) {
    context.fillStyle = fill;
    context.fill(shape);
  }
  if (stroke) {
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.stroke(shape);
  }
  context.globalAlpha = 1;
}

function drawText(context, { text, x, y, size, weight, lang, fill, halo, middle }, fonts) {
  context.setLineDash([]);
  context.font = `${weight} ${size}px ${fonts[lang]}`;
  context.textAlign = middle ? "center" : "left";
  if (halo) {
    context.strokeStyle = halo;
    context.lineWidth = 3;
    context.strokeText(text, x, y);
  }
  context.fillStyle = fill;
  context.fillText(text, x, y);
}
