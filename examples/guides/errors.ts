import { disconnect } from '../aws.js';

// A service decides by an error's kind what to do next; TypeScript narrows each kind to its details.

//#region program
import { Ec2WorkerClient, Ec2WorkerError } from 'ec2-worker-client';

const client = new Ec2WorkerClient({ region: 'us-east-1' });

function nextStep(error: unknown): string {
  if (!Ec2WorkerError.isInstance(error)) throw error;
  switch (error.kind) {
    case 'insufficient-capacity':
      return `try another ${error.fallbackScope}`;
    case 'quota-exceeded':
      return `ask for more of quota ${error.quotaCode ?? 'unknown'}`;
    case 'permission-denied':
      return `the role needs ${error.action ?? 'another permission'}`;
    case 'invalid-parameter':
      return `correct ${error.parameter ?? 'the input'}: ${error.message}`;
    default:
      return error.retryable ? 'try again later' : error.message;
  }
}

console.log(await client.stopInstance('i-0123456789abcdef0').then(String, nextStep));
console.log(await client.addTags('i-0123456789abcdef0', { 'aws:owner': 'me' }).then(String, nextStep));
//#endregion program

await disconnect();
