/**
 * The places that an address of the service marks: ?quote=78-131&quote=140-150 gives 78-131_140-150.
 *
 * @param {string} address
 */
function marksOf(address) {
  return [...address.matchAll(/[?&]quote=(\d{1,6}-\d{1,6})(?=[&#]|$)/g)].map(([, span]) => span).join("_");
}

/**
 * Cut a text at its marks; each run is quoted or not. A mark that does not fit is passed over.
 *
 * @param {string} text
 * @param {string} marks
 * @returns {{text: string, quoted: boolean}[]}
 */
function marked(text, marks) {
  const characters = [...text]; // the service counts characters, not UTF-16 units
  const spans = spansOf(marks, characters.length);
  const cuts = [...new Set([0, characters.length, ...spans.flat()])].sort((one, other) => one - other);
  return cuts.slice(1).map((end, place) => ({
    text: characters.slice(cuts[place], end).join(""),
    quoted: spans.some(([start, stop]) => start <= cuts[place] && cuts[place] < stop),
  }));
}

/**
 * @param {string} marks
 * @param {number} length
 */
function spansOf(marks, length) {
  const given = [...marks.matchAll(/(\d{1,6})-(\d{1,6})/g)].map(([, start, end]) => [Number(start), Number(end)]);
  return given.filter(([start, end]) => start < end && end <= length);
}

module.exports = { marksOf, marked };
