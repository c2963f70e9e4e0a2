// Reads SARIF logs from the named files and writes, for every one, what is wrong with it: [{ file, errors: [] }].
// The schema is the one of SARIF 2.1.0 that Microsoft's package carries; it is of draft-04, so its own Ajv 6 judges.
'use strict';
const fs = require('fs');
const path = require('path');

const carrier = path.dirname(require.resolve('@microsoft/jest-sarif/package.json'));
const Ajv = require(require.resolve('ajv', { paths: [carrier] }));
const schema = JSON.parse(fs.readFileSync(path.join(carrier, 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json'), 'utf8'));
const ajv = new Ajv({ schemaId: 'id', allErrors: true, meta: false });
ajv.addMetaSchema(require(require.resolve('ajv/lib/refs/json-schema-draft-04.json', { paths: [carrier] })));
const isLog = ajv.compile(schema);

const answers = process.argv.slice(2).map(file => {
  const errors = isLog(JSON.parse(fs.readFileSync(file, 'utf8'))) ? [] : isLog.errors.map(error => `${error.dataPath} ${error.message}`);
  return { file, errors };
});
process.stdout.write(JSON.stringify(answers));
