// Every address on a page is relative, names its file, and leads to a file that exists and to a place in it.
import { posix } from 'node:path';

const OUTSIDE = { http: /^https?:\/\/[^/\s]+/, https: /^https?:\/\/[^/\s]+/, mailto: /^mailto:[^@\s]+@[^@\s]+$/, tel: /^tel:\+?[0-9]+(-[0-9]+)*(;ext=[0-9]+)?$/ };

// `pages` maps each page to what `look.parsed` gave for it.
export function links(portal, pages, page) {
  return pages.get(page).addresses.map(({ value, where, loads }) => {
    const wrong = loads && /^[a-z]+:/i.test(value) ? 'asks for what is not in the portal' : astray(portal, pages, page, value);
    return wrong && `${where} leads to “${value}”: ${wrong}`;
  }).filter(Boolean);
}

function astray(portal, pages, page, address) {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1].toLowerCase();
  if (scheme) return OUTSIDE[scheme]?.test(address) ? null : `not an address of the kind http, https, mailto or tel`;
  if (address.startsWith('/')) return 'not relative';
  if (address.includes('?')) return 'a question mark names another file in a folder';
  const [path, fragment] = split(address);
  if (path === undefined) return 'not a well-formed address';
  if (path.endsWith('/') || /(^|\/)\.\.?$/.test(path) || (path === '' && fragment === undefined)) return 'names no file';
  const target = path === '' ? page : posix.join(posix.dirname(page), path);
  if (target.startsWith('../')) return 'leaves the portal';
  if (!portal.files.has(target)) return 'no such file';
  return fragment === undefined ? null : missing(pages.get(target), fragment);
}

function split(address) {
  const [path, ...fragment] = address.split('#');
  try {
    return [decodeURIComponent(path), fragment.length ? decodeURIComponent(fragment.join('#')) : undefined];
  } catch {
    return [];
  }
}

// A fragment is an id, or the state of the filters that its page has, such as `sourcing=shared&area=network,cloud`.
function missing(target, fragment) {
  if (!target) return 'a fragment of a file that is no page';
  if (target.ids.includes(fragment)) return null;
  if (!fragment.includes('=')) return 'no such place on that page';
  const unknown = fragment.split('&').flatMap((part) => {
    const [key, values] = part.split('=');
    return key === 'q' ? ['q='] : values.split(',').map((value) => `${key}=${value}`);
  }).filter((state) => !target.states.includes(state));
  return unknown.length ? `no such filter on that page: ${unknown.join(', ')}` : null;
}

// Pages that cannot be reached by links from the first. None needs to lead to the page for what is not there, or to one that only
// says where something has moved.
export function unreached(portal, pages) {
  const seen = new Set(['index.html', '404.html']);
  for (const page of seen) {
    for (const { value } of pages.get(page)?.addresses ?? []) {
      const [path] = split(value);
      const target = path && !/^[a-z]+:/i.test(path) ? posix.join(posix.dirname(page), path) : undefined;
      if (pages.has(target)) seen.add(target);
    }
  }
  return portal.pages.filter((page) => !seen.has(page) && !pages.get(page).moved);
}

// What a stylesheet asks for.
export function stylesheetLinks(portal, file) {
  const css = portal.read(file).toString().replace(/\/\*[\s\S]*?\*\//g, '');
  const asked = [...css.matchAll(/url\(\s*(["']?)(.*?)\1\s*\)|@import\s+(["'])(.*?)\3/g)].map(([, , url, , imported]) => url ?? imported);
  return asked.filter((url) => !url.startsWith('data:') && !url.startsWith('#')).flatMap((url) => {
    const target = posix.join(posix.dirname(file), url.split('#')[0]);
    return /^([a-z]+:|\/)/i.test(url) || !portal.files.has(target) ? [`asks for “${url}”: no such file`] : [];
  });
}
