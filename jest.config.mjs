// Ours and the ESM-only dependencies are compiled to CommonJS, because jest's own ESM support is experimental.
// `import.meta.url`, `.dirname` and `.filename` work in both worlds: swc translates them to `__filename` and
// `__dirname`. `import.meta.resolve` and top-level `await` do not: only src/main.ts and src/cli.ts may use them.
// swc checks no types: `npm run types` does.
const compiled = (parser) => [
  '<rootDir>/test/support/jest/relative-ts-transformer.mjs',
  {
    swcrc: false,
    jsc: {
      target: 'es2022',
      parser,
      keepClassNames: true,
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

const ESM_ONLY = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'load-esm',
];

const project = (displayName, folder, more = {}) => ({
  displayName,
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/${folder}/**/*.spec.ts`],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/', '<rootDir>/.stowage-test/'],
  setupFiles: ['reflect-metadata'],
  transform: {
    '\\.ts$': compiled({ syntax: 'typescript', decorators: true }),
    '\\.m?js$': compiled({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`],
  ...more,
});

// jest runs one globalSetup file once, however many of the selected projects name it.
const withEngine = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

export default {
  testTimeout: 60_000,
  // The suites share one engine and one disk: two at a time is what the smallest machine bears.
  maxWorkers: 2,
  projects: [
    project('unit', 'src'),
    project('contract', 'test/contract', withEngine),
    project('integration', 'test/integration', withEngine),
    project('e2e', 'test/e2e', {
      ...withEngine,
      setupFilesAfterEnv: ['<rootDir>/test/support/jest/e2e-patience.ts'],
    }),
    project('architecture', 'test/architecture'),
  ],
};
