// Without script, all of a page is there.

// What only a script can know (the hour) or do.
export const LIVE = '.js-only, [data-open], [data-local], [data-now], [data-now-time]';

// `scripted` and `plain` are the visible pieces of text with and without script.
export function scriptless(scripted, plain) {
  if (plain.length === 0) return ['shows no text without script'];
  const all = plain.join(' ');
  const lost = [...new Set(scripted.filter((piece) => !all.includes(piece)))];
  return lost.length ? [`without script ${lost.length} pieces of text are not shown, first “${lost[0].slice(0, 80)}”`] : [];
}
