import { describe, expect, it } from 'vitest';
import { readCommandLine, UsageError } from '../../examples/demo/command-line.js';

describe('the command line of the demo', () => {
  it('means the simulated AWS when it is empty', () => {
    expect(readCommandLine([])).toEqual({ kind: 'simulated' });
  });

  it('names an emulator by its endpoint', () => {
    const command = readCommandLine(['--endpoint', 'http://127.0.0.1:5555', '--region', 'eu-west-1']);

    expect(command).toMatchObject({
      kind: 'emulator',
      endpoint: 'http://127.0.0.1:5555',
      region: 'eu-west-1',
    });
  });

  it('leaves the region of a real account to the environment', () => {
    const command = readCommandLine(['--aws', '--ami', 'ami-1']);

    expect(command).toEqual({ kind: 'aws', amiId: 'ami-1', instanceType: 't3.micro' });
  });

  it.each([
    [['--bogus'], '--bogus'],
    [['--aws'], '--ami'],
    [['--aws', '--ami', 'ami-1', '--endpoint', 'http://127.0.0.1:5555'], 'not both'],
    [['--endpoint', 'nowhere'], 'nowhere'],
    [['--type', 't3.micro'], '--aws'],
    [['--ami', 'ami-1'], '--endpoint or --aws'],
  ])('refuses %j with a word on why', (words, reason) => {
    const read = (): unknown => readCommandLine(words);

    expect(read).toThrow(UsageError);
    expect(read).toThrow(reason);
  });
});
