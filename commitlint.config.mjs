/**
 * Format of commit messages, as described in CONTRIBUTING.md: an optional prefix, an imperative subject, then the
 * reason.
 */
export default {
  rules: {
    'header-max-length': [2, 'always', 72],
    'header-trim': [2, 'always'],
    'header-full-stop': [2, 'never', '.'],
    'body-leading-blank': [2, 'always'],
    'type-enum': [2, 'always', ['build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'test']],
    'type-case': [2, 'always', 'lower-case'],
  },
};
