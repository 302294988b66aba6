// A page fits its window, and its colours follow what the reader asked for.

export const WIDTHS = [1440, 768, 390, 360];

export async function overflow(tab) {
  const found = await tab.evaluate(() => look.overflow());
  return found ? [`can be scrolled sideways: ${found.reach} px in ${found.width} px; ${found.where.join(', ') || 'nothing visible'} sticks out`] : [];
}

export async function cutOff(tab) {
  const found = await tab.evaluate(() => look.cutOff());
  return found.slice(0, 5).map((where) => `text of ${where} is cut off at the right`);
}

// In the scheme `light` or `dark`, the ground is lighter or darker than the text.
export async function scheme(tab, wanted) {
  const { ground, text, contrast } = await tab.evaluate(() => look.tones());
  const unreadable = await tab.evaluate(() => look.unreadable());
  const is = ground > text ? 'light' : 'dark';
  return [
    ...(is === wanted ? [] : [`${is} ground, expected ${wanted}`]),
    ...(contrast >= 4.5 ? [] : [`text has a contrast of ${contrast} to 1, expected 4.5`]),
    ...unreadable.slice(0, 5).map((where) => `${where} cannot be read on what is drawn behind it`),
  ];
}

// With forced colours the system's palette is used for text and ground: white on black, as emulated.
export async function forced(tab) {
  const { contrast, forced } = await tab.evaluate(() => look.tones());
  return forced && contrast >= 15 ? [] : [`text has a contrast of ${contrast} to 1 in forced colours, expected the system's`];
}
