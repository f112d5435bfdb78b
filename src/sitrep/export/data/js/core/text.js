// Text: offsets in Unicode characters against UTF-16, folding for search, small pieces of wording.

/** Positions in UTF-16 of each Unicode character of a text; null where the two counts agree everywhere. */
export function utf16Offsets(text) {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return null;
  const offsets = [];
  let position = 0;
  for (const character of text) {
    offsets.push(position);
    position += character.length;
  }
  offsets.push(position);
  return offsets;
}

/** The UTF-16 offset of a character offset. */
export function toUtf16(offsets, at) {
  if (!offsets) return at;
  return offsets[Math.max(0, Math.min(at, offsets.length - 1))];
}

/** Text without case, accents and vowel signs, for search. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘ʻʼ`´]/g, "'").toLowerCase();
}

/** "1 report", "2 reports". */
export function count(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many || `${one}s`}`;
}

/** First letter large. */
export function capital(text) {
  return text ? text[0].toUpperCase() + text.slice(1) : text;
}

/** "a", "a and b", "a, b and c". */
export function listed(items) {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** Items without repeats, in the order of their first appearance. */
export function distinct(items) {
  return [...new Set(items)];
}

/** Two records' names in the order of the alphabet, whatever the reader's language. */
export function byName(one, other) {
  return one.localeCompare(other, "en") || (one < other ? -1 : 1);
}
