// html-validate finds nothing in a page as it was written.
import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const validator = new HtmlValidate(new StaticConfigLoader({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    // The standard allows both; the theme writes it small.
    'doctype-style': ['error', { style: 'lowercase' }],
    // A portal's own files come with its pages, and from a folder no hash would be checked. Files from elsewhere would need one.
    'require-sri': ['error', { target: 'crossorigin' }],
    // The stylesheet keeps a number on one line, so that content can be copied with plain spaces.
    'tel-non-breaking': 'off',
    // The navigation stands before the content and has headings of its own.
    'heading-level': ['error', { minInitialRank: 'h2' }],
    // A box that scrolls is a region by its role, without being a section of the document, and a group where pages stand on one.
    'prefer-native-element': ['error', { exclude: ['region', 'group'] }],
    // Numbers of controls are ids, and have dots.
    'valid-id': ['error', { relaxed: true }],
    // The form of filters is never sent: the policy forbids it.
    'wcag/h32': 'off',
    // The limit is what search engines show; portals are kept out of them, and titles come from content.
    'long-title': 'off',
  },
}));

export async function validate(portal, page) {
  const report = await validator.validateString(portal.read(page).toString(), page);
  return report.results.flatMap(({ messages }) => messages).map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId}: ${message}`);
}
