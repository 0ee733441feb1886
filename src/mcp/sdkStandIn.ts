// What the SDK takes from here for Node.js, in place of a second copy of ajv: arguments are judged by `checkOptions`,
// and a server that asks nobody to fill in a form has no schema to check.
import process from 'node:process';

export { process };

export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error('Nothing is validated by schemas here.');
  }
}
