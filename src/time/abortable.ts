/**
 * Waits for `promise`, but no longer than until `signal` aborts; then it rejects with the signal's
 * reason. Needed around work that takes no signal, such as a credential provider. The listener goes
 * with the promise, so a long-lived signal gathers none.
 */
export function abortable<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promise;
  return new Promise<Value>((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    const letGo = (): void => {
      signal.removeEventListener('abort', onAbort);
    };
    promise.finally(letGo).then(resolve, reject);
  });
}
