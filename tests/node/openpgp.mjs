// The other side of the OpenPGP tests: opens what the product made, and makes what the product shall open.
// node openpgp.mjs MODULES FOLDER SIGNER RECIPIENT TIME
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [modules, folder, signer, recipient, time] = process.argv.slice(2);
const openpgp = createRequire(join(modules, 'judge.cjs'))('openpgp');
const date = new Date(time);
const file = (name) => join(folder, name);
const secret = async (name) => openpgp.readPrivateKey({ binaryKey: readFileSync(file(name)) });
const known = async (name) => openpgp.readKey({ binaryKey: readFileSync(file(name + '.pub')) });

const opened = await openpgp.decrypt({
  message: await openpgp.readMessage({ armoredMessage: readFileSync(file('ours.asc'), 'utf8') }),
  decryptionKeys: await secret(recipient),
  verificationKeys: await known(signer),
  expectSigned: true,
  format: 'binary',
  date,
});
writeFileSync(file('clear'), opened.data);

const made = await openpgp.encrypt({
  message: await openpgp.createMessage({ binary: readFileSync(file('entity')) }),
  encryptionKeys: await known(recipient),
  signingKeys: await secret(signer),
  date,
});
writeFileSync(file('theirs.asc'), made);
