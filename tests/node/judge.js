// Reads { schemas: { name: file }, documents: [{ file, schema }] } from standard input and writes, for every document,
// what is wrong with it: [{ file, schema, errors: [] }]. Schemas are first checked against the meta schema of draft-07.
'use strict';
const fs = require('fs');
const Ajv = require('ajv');
const YAML = require('yaml');

const asked = JSON.parse(fs.readFileSync(0, 'utf8'));
const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors: true, allowUnionTypes: true, inlineRefs: false, code: { optimize: false } });
ajv.addVocabulary(['markdownDescription', 'enumDescriptions', 'defaultSnippets']);

const judges = {};
const answers = [];
for (const [name, file] of Object.entries(asked.schemas)) {
  const schema = JSON.parse(fs.readFileSync(file, 'utf8'));
  const isSchema = schema.$schema === 'http://json-schema.org/draft-07/schema#' && ajv.validateSchema(schema);
  answers.push({ file, errors: isSchema ? [] : [ajv.errorsText(ajv.errors)] });
  judges[name] = () => (judges[name] = (compiled => () => compiled)(ajv.compile(schema)))();
}

for (const { file, schema } of asked.documents) {
  const text = fs.readFileSync(file, 'utf8');
  let document;
  try {
    document = file.endsWith('.json') ? JSON.parse(text) : YAML.parse(text);
  } catch (broken) {
    answers.push({ file, schema, errors: [`unreadable: ${broken.message}`] });
    continue;
  }
  const judge = judges[schema]();
  const errors = judge(document) ? [] : judge.errors.map(error => `${error.instancePath} ${error.message}`);
  answers.push({ file, schema, errors });
}

process.stdout.write(JSON.stringify(answers));
