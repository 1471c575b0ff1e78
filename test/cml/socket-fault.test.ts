import { describe, expect, it } from 'vitest';
import { isConnectionLoss, toHostFault } from '../../src/cml/connection/socket-fault.js';
import { HostFault } from '../../src/cml/failures/host-fault.js';

const systemError = (code: string): Error => Object.assign(new Error(`connect ${code}`), { code });

describe('what a socket fails with', () => {
  it.each([
    ['ECONNREFUSED', 'REFUSED', true],
    ['ETIMEDOUT', 'TIMEOUT', true],
    ['ENOTFOUND', 'DNS', true],
    ['EAI_AGAIN', 'DNS', true],
    ['EHOSTUNREACH', 'UNREACHABLE', true],
    ['ENETUNREACH', 'UNREACHABLE', true],
    ['ECONNRESET', 'UNREACHABLE', true],
    ['EPIPE', 'UNREACHABLE', true],
    ['HPE_INVALID_CONSTANT', 'NOT_JSON', false],
    ['ESOMETHINGNEW', 'UNREACHABLE', true],
  ])('means of %s: %s', (systemCode, code, isLost) => {
    const fault = toHostFault(systemError(systemCode), 'tcp');

    expect(fault).toMatchObject({ code, stage: 'tcp', text: expect.stringContaining(systemCode) });
    expect(isConnectionLoss(fault)).toBe(isLost);
  });

  it('means in the handshake that no TLS could be agreed on, unless the connection broke', () => {
    const versions = toHostFault(systemError('ERR_SSL_WRONG_VERSION_NUMBER'), 'tls');

    expect(versions).toMatchObject({
      code: 'TLS_OTHER',
      text: 'no TLS could be agreed on, ERR_SSL_WRONG_VERSION_NUMBER',
    });
    expect(toHostFault(systemError('ECONNRESET'), 'tls').code).toBe('UNREACHABLE');
  });

  it('goes by the first where several addresses were tried', () => {
    const several = new AggregateError([systemError('ECONNREFUSED'), systemError('ENETUNREACH')], '');

    expect(toHostFault(several, 'tcp').code).toBe('REFUSED');
    expect(toHostFault(new AggregateError([], ''), 'tcp').code).toBe('UNREACHABLE');
  });

  it('leaves a fault as it is', () => {
    const fault = new HostFault('TLS_PIN', { text: 'no', stage: 'tls' });

    expect(toHostFault(fault, 'http')).toBe(fault);
  });
});
