// Marks of control, told apart by shape, letter and pattern as well as by colour; a siege is a ring around them.
const SIZE = 52;
const COLORS = ["#1f5fa8", "#b5440b", "#0d6f62", "#6d3bb0", "#85610a", "#a8225f"];
const NONE = "#565d66";
let order = [];

/** The sides of the store in their order: each keeps its colour whatever day is shown. */
export function orderSides(sides) {
  order = sides;
}

const colorOf = (side) => (order.includes(side) ? COLORS[order.indexOf(side) % COLORS.length] : NONE);

/** The letter of a side: "syria:opposition" is O. */
const letterOf = (side) => (side ? side.split(":").pop()[0].toUpperCase() : "?");

/** The picture of "state|side|siege", twice its size on the map; null for other names. */
export function stateImage(name, isDark) {
  const [state, side, siege] = name.split("|");
  if (siege === undefined) return null;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const pen = canvas.getContext("2d");
  const ground = isDark ? "#171b1f" : "#f9f7f1";
  const color = colorOf(side);
  const [from, to] = [13, SIZE - 13];
  pen.lineWidth = 3;
  pen.strokeStyle = state === "claimed" ? color : ground;
  pen.fillStyle = state === "held" ? color : ground;
  pen.fillRect(from, from, to - from, to - from);
  if (state === "contested" || state === "changing") {
    pen.fillStyle = color;
    pen.beginPath();
    pen.moveTo(from, to);
    pen.lineTo(to, from);
    pen.lineTo(to, to);
    pen.fill();
    pen.strokeStyle = isDark ? "#eef0f1" : "#2a2f35";
  }
  if (state === "unknown") {
    pen.setLineDash([4, 4]);
    pen.strokeStyle = NONE;
  }
  pen.strokeRect(from, from, to - from, to - from);
  pen.setLineDash([]);
  pen.fillStyle = state === "held" ? "#fff" : isDark ? "#eef0f1" : "#2a2f35";
  pen.font = "700 20px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(state === "unknown" ? "?" : state === "contested" ? "×" : state === "changing" ? "⇄" : letterOf(side), SIZE / 2, SIZE / 2 + 1);
  if (siege) {
    pen.strokeStyle = isDark ? "#ff7d7d" : "#a4121b";
    pen.lineWidth = 5;
    pen.setLineDash([6, 4]);
    pen.beginPath();
    pen.arc(SIZE / 2, SIZE / 2, 22, 0, 7);
    pen.stroke();
  }
  return pen.getImageData(0, 0, SIZE, SIZE);
}
