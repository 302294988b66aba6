// A page can be used by keyboard: the skip link, the order of the stops, a focus that can be seen, the menu of a phone.

// How many stops are compared at the top of the page, and how many at the top of its content.
const ABOVE = 4;
const INSIDE = 6;

// Presses Tab from the top of the page and, by the skip link, from the top of its content. Leaves the focus nowhere.
export async function keyboard(tab) {
  const found = await press(tab);
  await tab.evaluate(() => document.activeElement?.blur());
  return found;
}

async function press(tab) {
  const stops = await tab.evaluate(() => look.tabStops());
  const content = stops.findIndex((stop) => stop.inMain);
  const jumps = stops.filter((stop) => stop.jumped).map((stop) => `${stop.where} has a tabindex above 0`);
  const above = await walk(tab, stops, 0, ABOVE);
  if (content <= 2) return [...jumps, ...above, ...(await walk(tab, stops, ABOVE, INSIDE))];
  await tab.evaluate(() => look.restart());
  await tab.keyboard.press('Enter');
  return [...jumps, ...above, ...(await walk(tab, stops, content, INSIDE)).map((found) => `after ${stops[0].where}: ${found}`)];
}

// Compares some stops with the order of the document, up to the first that is another.
async function walk(tab, stops, first, count) {
  const found = [];
  for (let n = first; n < Math.min(first + count, stops.length); n += 1) {
    await tab.keyboard.press('Tab');
    const focused = await tab.evaluate(() => look.focused());
    if (focused?.stop !== n) return [...found, `Tab leads to ${focused?.where ?? 'nothing'}, expected ${stops[n].where}`];
    if (!focused.shows) found.push(`${focused.where} does not show that it has the focus`);
    if (focused.coveredBy) found.push(`${focused.where} has the focus behind ${focused.coveredBy}`);
  }
  return found;
}

// On a phone a button opens the navigation, and Escape (or the button, if the navigation folds out below it) closes it and gives the focus back.
// Needs no script.
export async function menu(tab) {
  await tab.evaluate(() => look.tabStops());
  const before = await tab.evaluate(() => look.menu());
  if (before.links === 0) return ['no button opens the navigation'];
  if (before.shown > 0) return ['the navigation is open before it was asked for'];
  await tab.evaluate(() => look.restart());
  for (let n = 0; n < before.stop; n += 1) await tab.keyboard.press('Tab');
  await tab.keyboard.press('Enter');
  const open = await tab.evaluate(() => look.menu());
  if (open.shown !== open.links) return [`the menu button shows ${open.shown} of ${open.links} links`];
  await tab.keyboard.press(before.closedBy);
  const closed = await tab.evaluate(() => ({ ...look.menu(), focus: look.focused() }));
  if (closed.shown > 0) return [`${before.closedBy} does not close the navigation`];
  return closed.focus?.stop === before.stop ? [] : [`after ${before.closedBy} the focus is on ${closed.focus?.where ?? 'nothing'}, expected the menu button`];
}
