import type { Ec2WorkerClient } from 'ec2-worker-client';

/** The SDK commands that a client sends from now on in its own region, by name, retries included. */
export async function recordCommands(client: Ec2WorkerClient): Promise<readonly string[]> {
  const commands: string[] = [];
  const { middlewareStack } = await client.ec2();
  middlewareStack.add(
    (next, { commandName = '' }) =>
      (request) => {
        commands.push(commandName);
        return next(request);
      },
    { step: 'initialize', name: 'recordCommands' },
  );
  return commands;
}

/** Makes a client ask for pages of `size`, where it asks for pages at all. */
export async function forcePageSize(client: Ec2WorkerClient, size: number): Promise<void> {
  const { middlewareStack } = await client.ec2();
  middlewareStack.add(
    (next) => (request) => {
      const paged = 'MaxResults' in request.input;
      return next(paged ? { ...request, input: { ...request.input, MaxResults: size } } : request);
    },
    { step: 'initialize', name: 'forcePageSize' },
  );
}
