// On paper, a page fits the sheet, shows every number that can be called, and claims nothing about this moment.
import { overflow } from './layout.js';

// An A4 sheet less the margins that the print styles set, at 96 dots an inch.
export const SHEET = 688;

export async function print(tab) {
  const { missing } = await tab.evaluate(() => look.unseenNumbers());
  const live = await tab.evaluate(() => look.shownMatching('[data-open], [data-local], [data-now]'));
  return [
    ...(await overflow(tab)),
    ...missing.map((number) => `the number ${number} can be called but does not print`),
    ...live.map((where) => `${where} prints, but holds only now`),
  ];
}
