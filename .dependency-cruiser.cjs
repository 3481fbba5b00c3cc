/** Who may lean on whom. A module that is not listed here may lean on nobody. */
const LEANS_ON = {
  diagnosis: [],
  settings: [],
  stacks: ['settings'],
  archives: ['settings', 'stacks'],
  jobs: ['settings', 'stacks', 'archives'],
};

const SPEC = '\\.spec\\.ts$';
const MODULE = '^src/modules/([^/]+)/';
const FRONT_DOOR = '^src/modules/[^/]+/index\\.ts$';
const TYPE_ONLY = ['type-only'];

const direction = Object.entries(LEANS_ON).map(([module, others]) => ({
  name: `${module}-leans-downwards`,
  comment: 'settings, stacks <- archives <- jobs',
  severity: 'error',
  from: { path: `^src/modules/${module}/`, pathNot: SPEC },
  to: { path: '^src/modules/', pathNot: [module, ...others].map((name) => `^src/modules/${name}/`) },
}));

module.exports = {
  forbidden: [
    ...direction,
    {
      name: 'modules-have-a-place',
      comment: 'list the module in LEANS_ON',
      severity: 'error',
      from: {
        path: MODULE,
        pathNot: [SPEC, ...Object.keys(LEANS_ON).map((name) => `^src/modules/${name}/`)],
      },
      to: { path: '^src/modules/', pathNot: '^src/modules/$1/' },
    },
    {
      name: 'kernel-stands-alone',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: SPEC },
      to: { pathNot: '^src/kernel/' },
    },
    {
      name: 'domain-is-pure',
      comment: "domain/ knows the kernel, its own module's domain and other modules' front doors",
      severity: 'error',
      from: { path: `${MODULE}domain/`, pathNot: SPEC },
      to: { pathNot: ['^src/kernel/', '^src/modules/$1/domain/', FRONT_DOOR] },
    },
    {
      name: 'domain-borrows-types-only',
      comment: 'a value import through a front door would load the use cases and their framework',
      severity: 'error',
      from: { path: `${MODULE}domain/`, pathNot: SPEC },
      to: { path: FRONT_DOOR, dependencyTypesNot: TYPE_ONLY },
    },
    {
      name: 'ports-speak-domain',
      severity: 'error',
      from: { path: `${MODULE}ports/` },
      to: { pathNot: ['^src/kernel/', '^src/modules/$1/(domain|ports)/', FRONT_DOOR, '^(node:)?stream$'] },
    },
    {
      name: 'core-knows-no-adapter',
      severity: 'error',
      from: { path: '^src/(kernel|modules)/', pathNot: SPEC },
      to: { path: '^src/(adapters|config)/' },
    },
    {
      name: 'core-borrows-little',
      comment: 'of npm and Node the core uses @nestjs/common, node:crypto and the types of node:stream',
      severity: 'error',
      from: { path: '^src/(kernel|modules)/', pathNot: SPEC },
      to: { pathNot: ['^src/', '^test/', '^node_modules/@nestjs/common/', '^(node:)?(crypto|stream)$'] },
    },
    {
      name: 'core-names-streams-only',
      severity: 'error',
      from: { path: '^src/(kernel|modules)/', pathNot: SPEC },
      to: { path: '^(node:)?stream$', dependencyTypesNot: TYPE_ONLY },
    },
    {
      name: 'modules-meet-at-the-front-door',
      severity: 'error',
      from: { path: MODULE, pathNot: SPEC },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', FRONT_DOOR] },
    },
    {
      name: 'modules-do-not-use-their-own-front-door',
      severity: 'error',
      from: { path: MODULE, pathNot: SPEC },
      to: { path: '^src/modules/$1/index\\.ts$' },
    },
    {
      name: 'config-knows-front-doors',
      severity: 'error',
      from: { path: '^src/config/', pathNot: SPEC },
      to: { path: '^src/(adapters|modules)/', pathNot: FRONT_DOOR },
    },
    {
      name: 'adapters-use-front-doors',
      severity: 'error',
      from: { path: '^src/adapters/', pathNot: SPEC },
      to: { path: '^src/modules/', pathNot: FRONT_DOOR },
    },
    {
      name: 'adapters-are-strangers',
      comment: 'what two technologies share is a port, the kernel, or what Linux tells about this machine',
      severity: 'error',
      from: { path: '^src/adapters/(in|out)/([^/]+)/', pathNot: SPEC },
      to: { path: '^src/adapters/', pathNot: ['^src/adapters/$1/$2/', '^src/adapters/$1/linux/'] },
    },
    {
      name: 'filesystem-adapters-share-the-common-files',
      comment: 'and nothing of each other',
      severity: 'error',
      from: { path: '^src/adapters/out/filesystem/([^/]+)/', pathNot: SPEC },
      to: {
        path: '^src/adapters/out/filesystem/[^/]+/',
        pathNot: '^src/adapters/out/filesystem/$1/',
      },
    },
    {
      name: 'nobody-imports-the-composition-root',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: SPEC },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'src-never-imports-test',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'specs-are-not-imported',
      severity: 'error',
      from: {},
      to: { path: SPEC },
    },
    {
      name: 'no-cycles',
      comment: 'types may refer to each other',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: TYPE_ONLY } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'no-dead-files',
      comment: 'neither the service nor the command line reaches this file',
      severity: 'error',
      from: { path: '^src/(main|cli)\\.ts$' },
      to: { path: '^src/', pathNot: [SPEC, '^src/(main|cli)\\.ts$'], reachable: false },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      comment: 'what tests load from the built service is there only once it was built',
      from: {},
      to: { couldNotResolve: true, pathNot: '/dist/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: '^node_modules/' },
  },
};
