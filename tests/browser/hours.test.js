// "Open now": the script's reading of hours against what the program computes, around changes of clocks, holidays and surges.
// What is expected lies in hours.json, which `BAILIWICK_UPDATE=1 cargo test --test it live_hours` writes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import vm from 'node:vm';

const SCRIPT = new URL('../../themes/default/assets/js/hours.js', import.meta.url);
const cases = JSON.parse(readFileSync(new URL('hours.json', import.meta.url), 'utf8'));

const { changes } = hours();

for (const { title, told, ...data } of cases) {
  it(`${title}: ${data.hours}`, () => {
    for (const [moment, expected] of Object.entries(told)) assert.equal(said(data, Date.parse(moment)), expected, moment);
  });
}

function said(data, moment) {
  return changes(data, moment).map(([at, kind]) => `${(at - moment) / 60_000}${kind || '-'}`).join(' ');
}

// The script on an empty page.
function hours() {
  const window = {};
  vm.runInNewContext(readFileSync(SCRIPT, 'utf8'), { window, document: { querySelectorAll: () => [] }, Intl, setInterval: () => {}, words: (key) => key });
  return window.BW_HOURS;
}
