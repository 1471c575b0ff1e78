/** The arrows of the architecture: what each room may import. Whatever is not named here is forbidden. */
const LEAVES = ['model', 'errors', 'tags', 'metrics', 'time', 'permissions'];

const ROOMS = {
  model: [],
  errors: ['model'],
  time: ['errors'],
  tags: ['model', 'errors'],
  metrics: ['model', 'errors', 'time'],
  settings: ['model', 'errors'],
  permissions: ['model', 'errors', 'tags'],
  batching: ['time', 'errors'],
  aws: ['batching', ...LEAVES],
  ec2: ['aws', 'batching', ...LEAVES],
  cloudwatch: ['aws', 'batching', ...LEAVES],
  sts: ['aws', ...LEAVES],
  waiters: LEAVES,
  operations: ['ec2', 'cloudwatch', 'sts', 'waiters', 'settings', ...LEAVES],
  client: ['operations', 'ec2', 'cloudwatch', 'sts', 'aws', 'batching', 'waiters', 'settings', ...LEAVES],
  cml: LEAVES,
  fleet: ['client', 'cml', 'aws', 'settings', ...LEAVES],
  testing: ['time'],
};

/** The files of the fleet that load a package of the AWS SDK, one for each service. */
const FLEET_ADAPTERS = '^src/fleet/(leases/sdk-lease-table|cost/sdk-price-list)[.]ts$';

/** A room may import itself, the rooms named for it, packages and Node's own modules, but nothing else of src. */
const arrows = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `arrows-of-${room}`,
  comment: `${room}/ may import only ${allowed.join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one concept, or a missing third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'operations-see-ports-only',
      comment: 'What stands behind a port is joined to it in client/ alone.',
      severity: 'error',
      from: { path: '^src/operations/' },
      to: {
        path: '^src/(ec2|cloudwatch|sts)/',
        pathNot:
          '^src/(ec2/((?!sdk-)[a-z0-9-]+-port|launch-specification)|cloudwatch/metrics-port|sts/identity-port)[.]ts$',
      },
    },
    {
      name: 'fleet-sees-the-public-face',
      comment: 'The fleet uses the client as its users do: by its methods.',
      severity: 'error',
      from: { path: '^src/fleet/' },
      to: { path: '^src/client/', pathNot: '^src/client/[a-z]+-methods[.]ts$' },
    },
    {
      name: 'fleet-meets-aws-in-its-adapters',
      comment: 'What the fleet asks of AWS beyond the client, it asks in one file for each service.',
      severity: 'error',
      from: { path: '^src/fleet/', pathNot: FLEET_ADAPTERS },
      to: { path: '^src/aws/' },
    },
    {
      name: 'cml-knows-no-aws',
      comment: 'A CML host is one wherever it runs; of packages it needs none.',
      severity: 'error',
      from: { path: '^src/cml/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/@types/node/' },
    },
    {
      name: 'sdk-behind-its-walls',
      comment: 'The AWS SDK is known to the adapters and the client; others see at most its types.',
      severity: 'error',
      from: { path: '^src/', pathNot: [`^src/(aws|ec2|cloudwatch|sts|client|testing)/`, FLEET_ADAPTERS] },
      to: { path: 'node_modules/@(aws-sdk|smithy)/', dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'sdk-comes-with-the-first-call',
      comment: 'Importing the main door loads no AWS SDK: only dynamic imports and types.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/testing/' },
      to: {
        path: 'node_modules/@(aws-sdk|smithy)/',
        dynamic: false,
        dependencyTypesNot: ['type-only', 'type-import'],
      },
    },
    {
      name: 'settings-by-type-only',
      comment: 'The settings have a door of their own, which brings zod; all others see their types.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/settings/' },
      to: { path: '^(src/settings/|node_modules/zod/)', dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'nothing-imports-testing',
      comment: 'What simulates AWS is for tests, ours and those of users.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/testing/' },
      to: { path: '^src/testing/' },
    },
    {
      name: 'doors-only',
      comment: 'Examples use the package as its users do: by its doors.',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^src/', pathNot: '^src/(index|(settings|cml|fleet|testing)/index)[.]ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
