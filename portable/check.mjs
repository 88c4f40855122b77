// Signs every fixture with kess-sign in WebAssembly, and compares with what phpseclib signed.
// node portable/check.mjs MODULE, in the folder of the workspace.
import { readFileSync, readdirSync, statSync } from 'node:fs';

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});
const { push, run, pull } = instance.exports;

function sign(key, params, profile) {
  for (const byte of Buffer.concat([key, Buffer.of(0), params, Buffer.of(0), profile])) push(byte);
  const answer = Buffer.alloc(run());
  for (let i = 0; i < answer.length; i++) answer[i] = pull(i) & 255;
  return answer.toString();
}

const folder = 'fixtures/signing';
const key = readFileSync('fixtures/keys/merchant.pkcs8.pem');
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder)) {
  if (!statSync(`${folder}/${name}`).isDirectory()) continue;
  const read = (file) => readFileSync(`${folder}/${name}/${file}`);
  const profile = read('profile.toml').toString().trim().replace(/ = "(\w+)"\n?/g, '=$1,');
  const signed = sign(key, read('params.json'), Buffer.from(profile));
  const expected = read('signature.b64').toString().trim();
  if (signed === expected) {
    passed++;
  } else {
    failed++;
    console.error(`${name}: ${signed} instead of ${expected}`);
  }
}
const refused = sign(key, Buffer.from('{"a":'), Buffer.from(''));
if (!refused.startsWith('error: the JSON text ends too early')) {
  failed++;
  console.error(`a broken request: ${refused}`);
} else {
  passed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed < 80 ? 1 : 0);
