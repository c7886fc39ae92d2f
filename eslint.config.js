import appsync from '@aws-appsync/eslint-plugin';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { appsyncRules } from './eslint/appsync.js';
import rooms from './eslint/rooms.js';

const typescript = ['**/*.ts', '**/*.tsx'];
const resolvers = ['resolvers/**/*.ts', 'rules/**/*.ts'];
/** What AppSync is sent: it holds code that the lint of the sources never saw. */
const bundles = ['build/resolvers/**/*.js'];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/generated/**',
      'build/*',
      '!build/resolvers/',
      'cdk.out/**',
      'coverage/**',
      '.bodega/**',
    ],
  },
  { files: ['**/*.js', '**/*.mjs'], ignores: bundles, extends: [js.configs.recommended], ...nodeGlobals() },
  {
    files: typescript,
    extends: [js.configs.recommended, tseslint.configs.recommended],
    plugins: { rooms },
    rules: {
      'rooms/imports': 'error',
      // The compiler knows what is defined, and reports what is unused.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
  {
    // A promise that nobody waits for loses its failure. The one rule with types here, and where servers run: types
    // cost more than all the other rules together.
    files: ['functions/**/*.ts', 'local/**/*.ts'],
    languageOptions: {
      parserOptions: { project: ['eslint/tsconfig.json', 'local/explorer/page/tsconfig.json'] },
    },
    rules: { '@typescript-eslint/no-floating-promises': 'error' },
  },
  {
    files: resolvers,
    extends: [appsync.configs.recommended],
    languageOptions: { parserOptions: { project: ['resolvers/tsconfig.json', 'eslint/tsconfig.json'] } },
    rules: appsyncRules,
  },
  {
    files: bundles,
    extends: [appsync.configs.recommended],
    languageOptions: { parserOptions: { project: 'scripts/bundling/tsconfig.json' } },
    rules: appsyncRules,
  },
);

/** Whatever this Node knows by itself. */
function nodeGlobals() {
  const names = Object.getOwnPropertyNames(globalThis);
  return { languageOptions: { globals: Object.fromEntries(names.map((name) => [name, 'readonly'])) } };
}
