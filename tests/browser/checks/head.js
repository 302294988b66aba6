// What every page carries in its head: policy, `noindex`, language, title, icon; and one `<h1>`.

export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

export function head({ lang, title, headings, metas, icon, beforePolicy }) {
  const found = [];
  const policies = metas.filter(({ name }) => name?.toLowerCase() === 'content-security-policy').map(({ content }) => content);
  if (policies.length !== 1) found.push(`${policies.length} policies in <meta>, expected one`);
  else if (policies[0] !== POLICY) found.push(`policy is “${policies[0]}”, expected “${POLICY}”`);
  for (const where of beforePolicy) found.push(`${where} stands before the policy, which does not hold for it`);
  if (!metas.some(({ name, content }) => name === 'robots' && content.split(/,\s*/).includes('noindex'))) found.push('no <meta name="robots" content="noindex">');
  if (headings !== 1) found.push(`${headings} <h1>, expected one`);
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(lang)) found.push(`lang is “${lang}”, expected a language`);
  if (!title) found.push('no title');
  if (!icon) found.push('no <link rel="icon">, so browsers ask the host for /favicon.ico');
  return found;
}
