// Indexes documents by MiniSearch itself, and holds an index that was given against it: the same terms, the same results.
// Reads {documents, parts, index, queries} from its input; `parts` says which term has a last part. Prints what differs, or how much was compared.
const { readFileSync } = require('node:fs');
const { deepStrictEqual } = require('node:assert');
const MiniSearch = require(process.argv[2]);

const { documents, parts, index, queries } = JSON.parse(readFileSync(0, 'utf8'));
const fold = (term) => term.toLowerCase().replace(/ß/g, 'ss').normalize('NFD').replace(/[\u0300-\u036f]/g, '');
const indexed = (token) => {
  const term = fold(token);
  return Object.hasOwn(parts, term) ? [term, parts[term]] : term;
};
const options = {
  fields: ['keywords', 'title', 'code', 'summary', 'text'],
  processTerm: fold,
  searchOptions: { prefix: true, fuzzy: 0.2, boost: { keywords: 8, title: 4, code: 4, summary: 2 } },
};

const library = new MiniSearch({ ...options, processTerm: indexed });
library.addAll(documents.map((document, id) => ({ id, ...document })));
const inOrder = (json) => ({ ...json, index: json.index.toSorted(([a], [b]) => (a < b ? -1 : 1)) });
deepStrictEqual(inOrder(index), inOrder(JSON.parse(JSON.stringify(library))));

const ours = MiniSearch.loadJS(index, options);
const theirs = MiniSearch.loadJSON(JSON.stringify(library), options);
// Scores are sums, in an order that depends on the order in which terms came: their last digits say nothing.
const results = (search, query) => search.search(query).map(({ id, score, terms }) => ({ id, score: Number(score.toPrecision(12)), terms: terms.toSorted() })).sort((a, b) => b.score - a.score || a.id - b.id);
let found = 0;
for (const query of queries) {
  const expected = results(theirs, query);
  deepStrictEqual(results(ours, query), expected, query);
  found += expected.length > 0 ? 1 : 0;
}
console.log(`${index.index.length} terms, ${queries.length} queries, ${found} with results`);
