import type { FleetWorkerRef } from '../discovery/fleet-worker.js';
import type { FleetContext } from '../fleet-context.js';
import type { CostEstimate } from './cost-estimate.js';
import { checkCostQuestion, type WorkerCostQuestion } from './cost-question.js';
import { estimateCost } from './estimate-cost.js';
import { readSpotHistory } from './spot-history.js';
import { volumesOf } from './worker-volumes.js';

/** Reads a worker and what it is paid for by, and estimates what it has cost. */
export async function estimateWorkerCost(
  context: FleetContext,
  worker: FleetWorkerRef,
  question: WorkerCostQuestion,
): Promise<CostEstimate> {
  const operation = 'estimateCost';
  const now = context.clock.now();
  checkCostQuestion(question, now, operation);
  const { client, ref } = await context.locate(worker, operation);
  const { window, prices, operatingSystem, abortSignal, history } = question;
  const [instance, attached] = await Promise.all([
    client.getInstanceDetails(ref, { abortSignal }),
    client.volumes.list(ref, { abortSignal }),
  ]);
  const place = { client, region: ref.region };
  return await estimateCost({
    ...{ worker: instance, window, prices, operatingSystem, abortSignal, now: new Date(now) },
    ...volumesOf(instance, attached),
    history: history?.get(ref.instanceId),
    spotPrices: await readSpotHistory(place, [instance], question, now),
  });
}
