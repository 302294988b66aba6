// axe-core finds nothing against WCAG 2.2, levels A and AA.
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

// Runs every rule.
export function axe(tab) {
  return run(tab, { runOnly: { type: 'tag', values: LEVELS }, rules: { 'target-size': { enabled: true } } });
}

// Runs what depends on colours, for a page that was looked at in other colours and in the same layout before.
export function axeColours(tab) {
  return run(tab, { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } });
}

// Every document is run by itself and has its styles already: nothing needs to be fetched.
async function run(tab, options) {
  const violations = await tab.evaluate(async (options) => (await axe.run(document, options)).violations.map(({ id, help, nodes }) => ({
    id, help, count: nodes.length, first: nodes[0].target.join(' '), why: [...nodes[0].any, ...nodes[0].all, ...nodes[0].none].map(({ message }) => message)[0],
  })), { ...options, resultTypes: ['violations'], preload: false, iframes: false });
  return violations.map(({ id, help, count, first, why }) => `${id}: ${help}; ${count} times, first at ${first}: ${why}`);
}
