// Measured in the browser that draws a screen: what is too small, too faint, or sticks out.

/* global PRESSED */
(() => {
  const visible = (node) => node.getClientRects().length > 0;
  const named = (node) => `${node.className.replace(/\w[\w-]*--/g, "")}: ${node.textContent.slice(0, 20)}`;
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);

  function ground(node) {
    for (let at = node; at; at = at.parentElement) {
      const found = channels(getComputedStyle(at).backgroundColor);
      if (found[3] !== 0) return found;
    }
    return [255, 255, 255];
  }

  function luminance(colour) {
    const [red, green, blue] = colour.map((value) => (value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(node) {
    const [light, dark] = [channels(getComputedStyle(node).color), ground(node)].map(luminance).sort((one, other) => other - one);
    return (light + 0.05) / (dark + 0.05);
  }

  const all = [...document.querySelectorAll("main *")].filter(visible);
  const written = all.filter((node) => !/--spoken/.test(node.className) && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
  const pressed = all.filter((node) => [...node.classList].some((name) => PRESSED.includes(name.split("--").pop())));
  return {
    written: written.length,
    smallest: Math.min(...written.map((node) => parseFloat(getComputedStyle(node).fontSize))),
    faint: written.filter((node) => contrast(node) < 4.5).map(named),
    lowest: Math.min(...pressed.map((node) => node.getBoundingClientRect().height)),
    outside: all.filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5).map(named),
  };
})();
