// What Node's crypto makes of the same request: the canonical string alone, and signed.
// node bench.mjs PARAMS PRIVATE_KEY; prints nanoseconds each.
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [, , file, keyFile] = process.argv;
const params = JSON.parse(readFileSync(file, 'utf8'));
const key = createPrivateKey(readFileSync(keyFile));

const isEmpty = (value) =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

function text(value) {
  if (Array.isArray(value)) return JSON.stringify(value);
  if (typeof value === 'object') return `[${JSON.stringify(value)}]`;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return String(value);
}

function canonical(params) {
  return Object.keys(params)
    .filter((name) => name !== 'sign' && !isEmpty(params[name]))
    .sort()
    .map((name) => `${name}=${text(params[name])}`)
    .join('&');
}

function each(work) {
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    let count = 0;
    let elapsed;
    const start = process.hrtime.bigint();
    do {
      for (let i = 0; i < 64; i++) work();
      count += 64;
      elapsed = Number(process.hrtime.bigint() - start);
    } while (elapsed < 300_000_000);
    best = Math.min(best, elapsed / count);
  }
  return best;
}

let length = 0;
const results = {
  canonical: each(() => (length += canonical(params).length)),
  signed: each(() => (length += sign('sha256', Buffer.from(canonical(params)), key).toString('base64').length)),
};
if (length === 0) throw new Error('nothing was measured');
console.log(JSON.stringify(results));
