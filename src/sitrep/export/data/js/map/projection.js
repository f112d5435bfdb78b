// Web Mercator: circles stay circles. A view is its middle (degrees east, projected north) and pixels per degree.

const RADIANS = Math.PI / 180;
const KM_PER_DEGREE = 111.32;
export const MOST = 20000;
export const LEAST = 2;
/** Farther from the middle than so many times the median distance is far off, if most places are nearer. */
const FAR_OFF = 5;
const MOST_OF = 0.8;

/** Projected north of a latitude, in degrees of longitude at the equator. */
export function north(lat) {
  const held = Math.max(-85, Math.min(85, lat));
  return Math.log(Math.tan(Math.PI / 4 + (held * RADIANS) / 2)) / RADIANS;
}

/** The latitude of a projected north. */
export function latitude(y) {
  return (2 * Math.atan(Math.exp(y * RADIANS)) - Math.PI / 2) / RADIANS;
}

/** Where a place lies on a view, in pixels. */
export function toPixel(view, lon, lat) {
  return [view.width / 2 + (lon - view.x) * view.scale, view.height / 2 - (north(lat) - view.y) * view.scale];
}

/** Pixels of so many kilometres at a latitude. */
export function kmPixels(view, km, lat) {
  return (km / KM_PER_DEGREE / Math.max(0.05, Math.cos(lat * RADIANS))) * view.scale;
}

/** The bounds of a view in degrees. */
export function boundsOf(view) {
  const wide = view.width / 2 / view.scale;
  const high = view.height / 2 / view.scale;
  return { west: view.x - wide, east: view.x + wide, south: latitude(view.y - high), north: latitude(view.y + high) };
}

/** A view zoomed by a factor about a pixel that stays where it is. */
export function zoomed(view, factor, px, py) {
  const scale = Math.max(LEAST, Math.min(MOST, view.scale * factor));
  const x = view.x + (px - view.width / 2) * (1 / view.scale - 1 / scale);
  const y = view.y - (py - view.height / 2) * (1 / view.scale - 1 / scale);
  return { ...view, x, y, scale };
}

const middleOf = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** Places without the few that lie very far from the others, so that one odd place does not shrink the rest. */
export function bulk(places) {
  if (places.length < 5) return places;
  const [lat, lon] = [middleOf(places.map((place) => place.lat)), middleOf(places.map((place) => place.lon))];
  const away = (place) => Math.hypot(place.lat - lat, place.lon - lon);
  const reach = Math.max(5, FAR_OFF * middleOf(places.map(away)));
  const near = places.filter((place) => away(place) <= reach);
  return near.length >= MOST_OF * places.length ? near : places;
}

/** A view that shows all these circles [{lat, lon, radius_km}] with some room. */
export function fitting(view, circles) {
  if (!circles.length) return { ...view, x: 0, y: 0, scale: Math.max(LEAST, view.width / 360) };
  let [west, east, south, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { lat, lon, radius_km: radius } of circles) {
    const high = (radius || 0) / KM_PER_DEGREE;
    const wide = high / Math.max(0.05, Math.cos(lat * RADIANS));
    west = Math.min(west, lon - wide);
    east = Math.max(east, lon + wide);
    south = Math.min(south, north(lat - high));
    top = Math.max(top, north(lat + high));
  }
  const room = Math.min(70, view.width / 6, view.height / 6);
  const scale = Math.min((view.width - 2 * room) / Math.max(0.4, east - west), (view.height - 2 * room) / Math.max(0.4, top - south));
  return { ...view, x: (west + east) / 2, y: (south + top) / 2, scale: Math.max(LEAST, Math.min(MOST, scale)) };
}

/** A round length for the scale bar: at most `pixels` wide, as {km, pixels}. */
export function scaleBar(view, pixels) {
  const most = pixels / kmPixels(view, 1, latitude(view.y));
  const power = 10 ** Math.floor(Math.log10(most));
  const km = [5, 2, 1].map((step) => step * power).find((step) => step <= most);
  return { km, pixels: kmPixels(view, km, latitude(view.y)) };
}
