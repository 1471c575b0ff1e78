import type { Use } from './used-actions.js';

const SPOT = {
  name: 'spot-1',
  amiId: 'ami-0123456789abcdef0',
  amiName: 'CML',
  instanceType: 'c5.2xlarge',
  market: 'spot',
} as const;

/** The methods about volumes, snapshots, images of workers and the spot market. */
export const RESOURCE_USES: readonly Use[] = [
  {
    method: 'volumes.list',
    features: ['volumes'],
    run: ({ client, running }) => client.volumes.list(running),
  },
  {
    method: 'snapshots.create',
    features: ['snapshots'],
    run: ({ client, running }) => client.snapshots.create(running, { key: 'before-lab' }),
  },
  { method: 'snapshots.list', features: ['snapshots'], run: ({ client }) => client.snapshots.list() },
  {
    method: 'snapshots.waitUntilCompleted',
    features: ['snapshots'],
    run: async ({ client, running }) =>
      client.snapshots.waitUntilCompleted(await client.snapshots.create(running)),
  },
  {
    method: 'snapshots.delete',
    features: ['snapshots', 'snapshot-removal'],
    run: async ({ client, running }) => client.snapshots.delete(await client.snapshots.create(running)),
  },
  {
    method: 'snapshots.prune',
    features: ['snapshots', 'snapshot-removal'],
    run: async ({ client, running }) => {
      for (let count = 0; count < 2; count += 1) {
        await client.snapshots.waitUntilCompleted(await client.snapshots.create(running));
      }
      const { deleted } = await client.snapshots.prune({ keepNewest: 1 });
      if (deleted.length !== 1) throw new Error(`Deleted ${deleted.length} snapshots.`);
    },
  },
  {
    method: 'images.create',
    features: ['image-creation'],
    run: ({ client, running }) => client.images.create(running, { name: 'cml-golden' }),
  },
  {
    method: 'images.waitUntilAvailable',
    features: ['image-creation', 'images'],
    run: async ({ client, running }) =>
      client.images.waitUntilAvailable(await client.images.create(running, { name: 'cml-golden' })),
  },
  {
    method: 'getLaunchSettings',
    what: 'of a spot worker',
    features: ['launch', 'relaunch'],
    run: async ({ client }) => client.getLaunchSettings(await client.createInstance(SPOT)),
  },
  {
    method: 'spotPrices',
    features: ['spot'],
    run: ({ client }) => client.spotPrices({ instanceTypes: ['c5.2xlarge'] }),
  },
  {
    method: 'listSpotNotices',
    features: ['spot'],
    run: ({ client, running }) => client.listSpotNotices([running]),
  },
  {
    method: 'getSpotNotice',
    features: ['spot'],
    run: ({ client, running }) => client.getSpotNotice(running),
  },
];
