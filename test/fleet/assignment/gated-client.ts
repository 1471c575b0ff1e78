import type { Ec2WorkerClient, Ec2WorkerClientOptions } from 'ec2-worker-client';
import type { FleetStage } from '../fleet-stage.js';

type Handler = { handle(request: { readonly body?: unknown }, options?: unknown): Promise<unknown> };

/** What happens on the way of a request, by its action. */
export interface Gates {
  /** Whether simulated time goes on meanwhile. Default: it stands still. */
  readonly timePasses?: boolean;
  /** Before it arrives. */
  readonly before?: Readonly<Record<string, () => unknown>>;
  /** Before its answer is heard. */
  readonly after?: Readonly<Record<string, () => unknown>>;
}

/** A client of the stage's AWS whose requests can be held up. */
export function gatedClient(
  stage: FleetStage,
  { before = {}, after = {}, timePasses = false }: Gates,
): Ec2WorkerClient {
  const handler = stage.aws.requestHandler as unknown as Handler;
  const handle: Handler['handle'] = async (request, options) => {
    const action = /Action=(\w+)/.exec(String(request.body))?.[1] ?? '';
    const release = timePasses ? () => undefined : stage.clock.hold();
    try {
      await before[action]?.();
      const answer = await handler.handle(request, options);
      await after[action]?.();
      return answer;
    } finally {
      release();
    }
  };
  const requestHandler = { ...handler, handle } as unknown as Ec2WorkerClientOptions['requestHandler'];
  return stage.connect({ requestHandler });
}

/** Something to wait for, which somebody else opens. */
export interface Latch {
  readonly opened: Promise<void>;
  open(): void;
}

/** Makes a latch. */
export function latch(): Latch {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
