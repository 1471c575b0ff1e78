import { getEventListeners } from 'node:events';
import { type InstanceState, PermissionDeniedError } from 'ec2-worker-client';
import { ManualClock } from 'ec2-worker-client/testing';
import { describe, expect, it } from 'vitest';
import { InstanceLedger } from '../../src/operations/instance-ledger.js';
import { turns } from '../client/worker-simulation.js';

const MINUTE_MS = 60_000;

const STATES: readonly InstanceState[] = ['pending', 'running', 'stopped'];

/** The states that EC2 may still show of `i-1` although they are over. */
const precedingStates = (ledger: InstanceLedger): InstanceState[] =>
  STATES.filter((state) => ledger.mayPrecedeChange('i-1', state));

/** A ledger, and changes that end when the test says so. */
function prepare() {
  const clock = new ManualClock();
  const ledger = new InstanceLedger(clock);
  const sent: string[] = [];
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const change = (instanceId: string, name: string, abortSignal?: AbortSignal): Promise<string> =>
    ledger.change(instanceId, { affectsState: !name.includes('tag'), abortSignal }, () => {
      sent.push(name);
      return new Promise((resolve, reject) => {
        ends.set(name, {
          resolve: () => {
            resolve(name);
          },
          reject,
        });
      });
    });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.resolve();
    await turns(3);
  };
  return { clock, ledger, sent, ends, change, end };
}

describe('the order of changes', () => {
  it('is that of the calls for one instance', async () => {
    const { change, end, sent } = prepare();
    const outcomes = ['tag', 'stop', 'untag'].map((name) => change('i-1', name));
    await turns(3);
    const first = [...sent];

    await end('tag');
    const second = [...sent];
    await end('stop');
    await end('untag');

    expect(first).toEqual(['tag']);
    expect(second).toEqual(['tag', 'stop']);
    expect(await Promise.all(outcomes)).toEqual(['tag', 'stop', 'untag']);
  });

  it('does not bind different instances', async () => {
    const { change, end, sent } = prepare();
    void change('i-1', 'slow');
    const other = change('i-2', 'quick');
    await turns(3);

    await end('quick');

    await expect(other).resolves.toBe('quick');
    expect(sent).toEqual(['slow', 'quick']);
  });

  it('survives a change that fails', async () => {
    const { change, end, ends, sent } = prepare();
    const failed = change('i-1', 'first');
    const next = change('i-1', 'second');
    await turns(3);

    ends.get('first')?.reject(new Error('refused'));
    await expect(failed).rejects.toThrow('refused');
    await turns(3);
    await end('second');

    await expect(next).resolves.toBe('second');
    expect(sent).toEqual(['first', 'second']);
  });

  it('survives a change in the middle that is aborted while it waits', async () => {
    const { change, end, sent } = prepare();
    const controller = new AbortController();
    void change('i-1', 'first');
    const aborted = change('i-1', 'aborted', controller.signal);
    const last = change('i-1', 'last');
    await turns(3);

    controller.abort('enough');
    await expect(aborted).rejects.toBe('enough');
    await turns(3);
    const whileFirstIsUnderWay = [...sent];
    await end('first');
    await end('last');

    expect(whileFirstIsUnderWay).toEqual(['first']);
    await expect(last).resolves.toBe('last');
    expect(sent).toEqual(['first', 'last']);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  it('forgets a change that was aborted before its turn: nothing was changed by it', async () => {
    const { ledger, change, end } = prepare();
    const controller = new AbortController();
    const count = ledger.count();
    void change('i-1', 'first');
    const aborted = change('i-1', 'aborted', controller.signal);
    controller.abort('enough');
    await expect(aborted).rejects.toBe('enough');
    const counted = ledger.count();
    await end('first');

    expect(counted).toBe(count);
    expect(ledger.count()).toBe(count + 1);
  });

  it('sends nothing for a signal that has aborted before', async () => {
    const { change, sent, ledger } = prepare();

    await expect(change('i-1', 'never', AbortSignal.abort('too late'))).rejects.toBe('too late');

    expect(sent).toEqual([]);
    expect(ledger.count()).toBe(0);
  });
});

describe('what a ledger knows', () => {
  it('believes no read that began before a change was over', async () => {
    const { ledger, change, end } = prepare();
    const before = ledger.count();
    const pending = change('i-1', 'stop');
    await turns(3);
    const during = ledger.count();
    const whileUnderWay = ledger.isUnchangedSince('i-1', during);
    await end('stop');
    await pending;

    expect(whileUnderWay).toBe(false);
    expect(ledger.isUnchangedSince('i-1', before)).toBe(false);
    expect(ledger.isUnchangedSince('i-1', during)).toBe(false);
    expect(ledger.isUnchangedSince('i-1', ledger.count())).toBe(true);
    expect(ledger.isUnchangedSince('i-2', before)).toBe(true);
  });

  it('counts a change without a clear answer: it may have been carried out, from any state', async () => {
    const { ledger, change, ends } = prepare();
    const before = ledger.count();
    const failed = change('i-1', 'stop');
    await turns(3);
    ends.get('stop')?.reject(new Error('reset'));
    await expect(failed).rejects.toThrow('reset');

    expect(ledger.isUnchangedSince('i-1', before)).toBe(false);
    expect(precedingStates(ledger)).toEqual(['pending', 'running', 'stopped']);
    expect(ledger.isStateBeforeChange('i-1', 'running')).toBe(false);
  });

  it('does not count a change that was refused: nothing was changed by it', async () => {
    const { ledger, change, ends } = prepare();
    const before = ledger.count();
    const refused = change('i-1', 'stop');
    await turns(3);
    ends.get('stop')?.reject(new PermissionDeniedError({ message: 'not allowed' }));
    await expect(refused).rejects.toThrow('not allowed');

    expect(ledger.isUnchangedSince('i-1', before)).toBe(true);
    expect(precedingStates(ledger)).toEqual([]);
  });

  it.each<[string, unknown, readonly InstanceState[]]>([
    ['the state', { previousState: 'running', currentState: 'stopping' }, ['running']],
    ['no state when nothing was changed', { previousState: 'stopped', currentState: 'stopped' }, []],
    ['no state of a start that was no start', { previousState: 'running', currentState: 'pending' }, []],
    ['no state when the answer tells none', undefined, []],
  ])('remembers %s from before a change for a minute', async (_, answer, states) => {
    const { ledger, clock } = prepare();
    await ledger.change('i-1', { affectsState: true }, () => Promise.resolve(answer));
    await clock.advance(MINUTE_MS - 1);
    const inTime = precedingStates(ledger);
    const known = STATES.filter((state) => ledger.isStateBeforeChange('i-1', state));
    await clock.advance(1);

    expect(inTime).toEqual(states);
    expect(known).toEqual(states);
    expect(precedingStates(ledger)).toEqual([]);
    expect(STATES.some((state) => ledger.isStateBeforeChange('i-1', state))).toBe(false);
  });

  it('keeps believing reads over a change of tags, which leaves the state as it is', async () => {
    const { ledger, change, end } = prepare();
    const before = ledger.count();
    const pending = change('i-1', 'tag');
    await turns(3);
    const whileUnderWay = ledger.isUnchangedSince('i-1', before);
    await end('tag');
    await pending;

    expect(whileUnderWay).toBe(true);
    expect(ledger.isUnchangedSince('i-1', before)).toBe(true);
    expect(precedingStates(ledger)).toEqual([]);
  });

  it('calls an instance young for five minutes after its launch', async () => {
    const { ledger, clock } = prepare();
    ledger.noteLaunch('i-1');
    const atBirth = ledger.isYoung('i-1');
    await clock.advance(5 * MINUTE_MS - 1);
    const justBefore = ledger.isYoung('i-1');
    await clock.advance(1);

    expect([atBirth, justBefore, ledger.isYoung('i-1')]).toEqual([true, true, false]);
    expect(ledger.isYoung('i-2')).toBe(false);
  });

  it('keeps the order of an instance over a change that takes longer than its memory', async () => {
    const { clock, change, end, sent } = prepare();
    const slow = change('i-1', 'slow');
    await clock.advance(10 * MINUTE_MS);
    void change('i-2', 'other');
    const next = change('i-1', 'next');
    await turns(3);
    const early = [...sent];

    await end('slow');
    await end('next');

    expect(early).toEqual(['slow', 'other']);
    await expect(Promise.all([slow, next])).resolves.toEqual(['slow', 'next']);
  });

  it('trusts reads again once it has forgotten an instance', async () => {
    const { ledger, clock, change, end } = prepare();
    const before = ledger.count();
    const pending = change('i-1', 'stop');
    await turns(3);
    await end('stop');
    await pending;
    await clock.advance(5 * MINUTE_MS);

    ledger.noteLaunch('i-2');

    expect(ledger.isUnchangedSince('i-1', before)).toBe(true);
    expect(precedingStates(ledger)).toEqual([]);
  });
});
