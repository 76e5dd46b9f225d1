import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import ts from 'typescript-eslint';

export default ts.config(
  {
    ignores: [
      '**/dist/**',
      'node_modules/**',
      '.dutycycle/**',
      '**/*.gen.ts',
      'coverage/**',
      'tmp/**',
      'test/fixtures/**',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  {
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setImmediate: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
        performance: 'readonly',
        TextDecoder: 'readonly',
        TextEncoder: 'readonly',
        FormData: 'readonly',
        Blob: 'readonly',
        window: 'readonly',
        document: 'readonly',
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'off',
      'no-console': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Read the environment only in the config.ts of the app.',
        },
      ],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
    },
  },
  {
    // Rules that use type information: all of strictTypeChecked, with the exceptions explained in
    // docs/contributing/lint.md.
    files: ['libs/**/*.ts', 'apps/{api,ingest,worker,simulator,standalone}/**/*.ts'],
    extends: [ts.configs.strictTypeCheckedOnly],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // An empty object restores the rule's defaults, while `error` alone would keep the preset's limits.
      '@typescript-eslint/restrict-plus-operands': ['error', {}],
      '@typescript-eslint/restrict-template-expressions': ['error', {}],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
    },
  },
  {
    // Only these files read the environment; tests and scripts prepare it for the processes that they start.
    files: [
      'apps/*/src/config.ts',
      'scripts/**',
      '.ci/**',
      'test/**',
      'bench/**',
      'measure/**',
      'apps/portal/vite.config.ts',
      'apps/portal/scripts/**',
      '*.mjs',
      '**/*.spec.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  { files: ['apps/portal/public/push-worker.js'], languageOptions: { globals: { self: 'readonly' } } },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: { module: 'writable' } } },
  {
    // A domain depends only on its arguments, so time and random numbers are passed in.
    files: ['libs/*/src/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Pass `now` as an argument.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Pass `now` as an argument.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Pass random numbers as an argument.',
        },
      ],
    },
  },
  {
    // The browser's own controls show numbers and dates in the browser's language instead of the user's.
    files: ['apps/portal/src/**/*.tsx'],
    ignores: ['apps/portal/src/ui/forms/entry/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@mantine/core',
              importNames: ['NumberInput'],
              message: 'Use NumberField or AmountField of ui/forms/entry.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='type'] Literal[value=/^(date|datetime-local|month|time|week)$/]",
          message: 'Use DateField, DateTimeField, MonthField or TimeField of ui/forms/entry.',
        },
        {
          selector: "JSXAttribute[name.name='type'] Literal[value='number']",
          message: 'Use NumberField or AmountField of ui/forms/entry.',
        },
        {
          selector: "JSXAttribute[name.name='inputMode'] Literal[value=/^(decimal|numeric)$/]",
          message: 'Use NumberField or AmountField of ui/forms/entry.',
        },
      ],
    },
  },
  prettier,
);
