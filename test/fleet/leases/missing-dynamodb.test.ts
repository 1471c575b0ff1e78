import { UnsupportedError } from 'ec2-worker-client';
import { DynamoDbLeaseStore } from 'ec2-worker-client/fleet';
import { describe, expect, it, vi } from 'vitest';
import { failure } from '../../client/worker-simulation.js';

vi.mock('@aws-sdk/client-dynamodb', () => {
  throw new Error('Cannot find package @aws-sdk/client-dynamodb');
});

describe('without the package @aws-sdk/client-dynamodb', () => {
  it('a DynamoDbLeaseStore says what to install, with its first call', async () => {
    const store = new DynamoDbLeaseStore({ tableName: 'worker-leases', region: 'us-east-1' });

    const error = await failure(store.read('key'));

    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error.message).toContain('needs the package @aws-sdk/client-dynamodb');
    expect(error.message).toContain('Install it beside this one.');
    store.destroy();
  });
});
