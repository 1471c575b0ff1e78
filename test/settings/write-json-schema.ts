import { writeFileSync } from 'node:fs';
import { workerSettingsJsonSchema } from '../../src/settings/settings-json-schema.js';

/** Writes the JSON Schema of the settings file. Run by `npm run schema`; a test tells when it is due. */

const file = new URL('../../src/settings/worker-settings.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(workerSettingsJsonSchema(), undefined, 2)}\n`);
