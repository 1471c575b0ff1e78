import { describe, expect, it } from 'vitest';
import { Mailbox } from '../../src/waiters/mailbox.js';

describe('a mailbox', () => {
  it('hands out what was put in, in order', async () => {
    const mailbox = new Mailbox<number>();
    mailbox.put('a', 1);
    mailbox.put('b', 2);

    expect([await mailbox.take(), await mailbox.take()]).toEqual([1, 2]);
  });

  it('lets a reader wait for the next letter', async () => {
    const mailbox = new Mailbox<number>();
    const letter = mailbox.take();

    mailbox.put('a', 1);
    mailbox.put('a', 2);

    expect(await letter).toBe(1);
    expect(await mailbox.take()).toBe(2);
  });

  it('keeps the last hundred letters of each sender', async () => {
    const mailbox = new Mailbox<string>();
    mailbox.put('quiet', 'quiet');
    for (let index = 0; index < 250; index += 1) mailbox.put('loud', `loud ${index}`);

    const letters: string[] = [];
    for (let index = 0; index < 101; index += 1) letters.push(await mailbox.take());

    expect(letters[0]).toBe('quiet');
    expect(letters[1]).toBe('loud 150');
    expect(letters.at(-1)).toBe('loud 249');
  });

  it('makes room again when letters are taken', async () => {
    const mailbox = new Mailbox<number>();
    for (let index = 0; index < 100; index += 1) mailbox.put('a', index);
    for (let index = 0; index < 60; index += 1) await mailbox.take();
    for (let index = 100; index < 160; index += 1) mailbox.put('a', index);

    expect(await mailbox.take()).toBe(60);
  });

  it('ends with a reason, for a reader who waits and for those who come', async () => {
    const [waited, empty, full] = [new Mailbox<number>(), new Mailbox<number>(), new Mailbox<number>()];
    const waiting = waited.take();
    full.put('a', 1);
    for (const mailbox of [waited, empty, full]) {
      mailbox.close('first');
      mailbox.close('second');
    }

    await expect(waiting).rejects.toBe('first');
    await expect(empty.take()).rejects.toBe('first');
    await expect(full.take()).resolves.toBe(1);
    await expect(full.take()).rejects.toBe('first');
  });
});
