import type { GetConsoleOutputRequest, GetConsoleOutputResult } from '@aws-sdk/client-ec2';
import { GetConsoleOutput$ } from '@aws-sdk/client-ec2';
import type { ActionContext, Ec2Action } from '../action.js';
import type { SimulatedInstance } from '../simulated-instance.js';

export const getConsoleOutput: Ec2Action = { schema: GetConsoleOutput$, perform: read };

/** An instance that has not run yet has no output. */
function read(request: GetConsoleOutputRequest, { region, now }: ActionContext): GetConsoleOutputResult {
  const [instance] = region.require([request.InstanceId ?? '']);
  if (instance?.hasEverRun(now) !== true) return { InstanceId: request.InstanceId, Timestamp: new Date(now) };
  return {
    InstanceId: instance.instanceId,
    Timestamp: new Date(now),
    Output: Buffer.from(bootMessages(instance, now)).toString('base64'),
  };
}

function bootMessages(instance: SimulatedInstance, now: number): string {
  const host = `ip-${instance.birth.privateIp.replaceAll('.', '-')}`;
  const lines = [
    '[    0.000000] Linux version 6.1.0-simulated',
    `[    4.200000] systemd[1]: Hostname set to ${host}.`,
  ];
  if (!instance.isInitializing('instance', now)) lines.push(`${host} login: `);
  return lines.join('\r\n');
}
