import { expect, it } from 'vitest';
import { Turns, type Urgency } from '../../src/jobs/turns.js';

/** Whoever is told to go notes it, and ends the turn some time later. */
async function go(turns: Turns, urgency: Urgency, name: string, went: string[]): Promise<void> {
  const end = await turns.take(urgency);
  went.push(`${name} begins`);
  await new Promise((resolve) => setTimeout(resolve, 1));
  went.push(`${name} ends`);
  end();
  end();
}

it('turns go to the most urgent, of equals to who came first, and to one at a time', async () => {
  const turns = new Turns();
  const went: string[] = [];
  await Promise.all([
    go(turns, 'idle', 'a', went),
    go(turns, 'idle', 'b', went),
    go(turns, 'wait', 'c', went),
    go(turns, 'wait', 'd', went),
    go(turns, 'click', 'e', went),
  ]);
  expect(went).toEqual(['a', 'e', 'c', 'd', 'b'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

it('a turn that is ended twice does not end the next one', async () => {
  const turns = new Turns();
  const endFirst = await turns.take('click');
  endFirst();
  await turns.take('click');
  endFirst();
  let isThird = false;
  void turns.take('click').then(() => (isThird = true));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(isThird).toBe(false);
});
