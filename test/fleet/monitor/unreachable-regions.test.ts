import { describe, expect, it } from 'vitest';
import { LAUNCH } from '../../client/worker-simulation.js';
import { addIn, FleetStage } from '../fleet-stage.js';
import { find, isOf, takeUntil, typesOf } from './monitor-stage.js';

describe('a region that fails', () => {
  const regions = ['us-east-1', 'eu-west-1'] as const;

  it.each(['InternalError', 'UnauthorizedOperation'])(
    'takes no worker away, and is told to be unreachable and reachable: %s',
    async (code) => {
      const stage = new FleetStage({ regions });
      await addIn(stage.client, 'us-east-1', { ...LAUNCH, name: 'american' });
      await addIn(stage.client, 'eu-west-1', { ...LAUNCH, name: 'european' });
      void stage.clock.sleep(100_000).then(() => {
        const when = ({ region }: { readonly region: string }): boolean => region === 'eu-west-1';
        stage.aws.fail({ when, code, times: Number.POSITIVE_INFINITY });
      });
      void stage.clock.sleep(500_000).then(() => stage.aws.clearFaults());

      const events = await takeUntil(stage.fleet.monitor(), isOf('reachable'));

      expect(typesOf(events)).toEqual(['appeared', 'appeared', 'unreachable', 'reachable']);
      expect(find(events, 'unreachable')).toMatchObject({ region: 'eu-west-1', roleArn: undefined });
      expect(find(events, 'unreachable').error.operation).toBeDefined();
    },
  );

  it('does not end it for a while, nor do all of them', async () => {
    const stage = new FleetStage({ regions });
    await addIn(stage.client, 'us-east-1', LAUNCH);
    stage.aws.fail({ code: 'InternalError', times: 40 });

    const events = await takeUntil(stage.fleet.monitor(), isOf('reachable'), 2);

    expect(typesOf(events).slice(0, 2)).toEqual(['unreachable', 'unreachable']);
    expect(typesOf(events).slice(2).sort()).toEqual(['appeared', 'reachable', 'reachable']);
  });
});
