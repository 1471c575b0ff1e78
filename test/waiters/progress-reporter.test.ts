import type { Logger, WaitProgress } from 'ec2-worker-client';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it, vi } from 'vitest';
import { ProgressReporter } from '../../src/waiters/progress-reporter.js';

function prepare(onProgress?: (progress: WaitProgress) => void, logger?: Logger) {
  const clock = new ManualClock({ now: 0 });
  const told: string[] = [];
  const listen = (progress: WaitProgress): void => {
    told.push(`${progress.elapsedSeconds} ${progress.message}`);
  };
  const reporter = new ProgressReporter({
    clock,
    logger,
    onProgress: onProgress ?? listen,
    progress: (now, message) => ({
      instanceId: 'i-1',
      region: 'us-east-1',
      elapsedSeconds: now / 1_000,
      polls: 0,
      instanceState: undefined,
      checks: undefined,
      message,
    }),
  });
  return { clock, told, reporter };
}

describe('a progress reporter', () => {
  it('tells what is new, and what is said in other words', () => {
    const { reporter, told } = prepare();

    reporter.update('pending', true);
    reporter.update('pending', false);
    reporter.update('running', false);
    reporter.update('running', true);

    expect(told).toEqual(['0 pending', '0 running', '0 running']);
  });

  it('repeats the last word every half minute, counted from when it was last told', async () => {
    const { reporter, told, clock } = prepare();
    reporter.keepTelling();

    await clock.advance(31_000);
    await clock.advance(9_000);
    reporter.update('pending', true);
    await clock.advance(65_000);
    reporter.stop();
    reporter.update('running', true);
    await clock.advance(65_000);

    expect(told).toEqual(['30 asking EC2 for the first time', '40 pending', '70 pending', '100 pending']);
    expect(clock.pendingSleeps).toBe(0);
  });

  it('ignores what the callback throws, and tells the logger', () => {
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const { reporter } = prepare(() => {
      throw new Error('broken display');
    }, logger);

    reporter.update('pending', true);

    expect(logger.warn).toHaveBeenCalledOnce();
    expect(logger.warn.mock.calls[0]?.[0]).toContain('onProgress');
  });
});
