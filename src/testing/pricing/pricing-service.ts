import { accessTo } from '../iam/access-request.js';
import {
  asList,
  asNumber,
  asObject,
  asText,
  type JsonObject,
  parseJson,
  targetAction,
} from '../wire/json-input.js';
import { JSON_REFUSALS } from '../wire/json-refusals.js';
import type { WireReply, WireRequest } from '../wire/messages.js';
import type { RefusalCodes, ServiceCall, SimulatedService } from '../wire/service.js';
import { ServiceError } from '../wire/service-error.js';
import { cutPage } from '../wire/token-page.js';
import { type PricedProduct, pricedProducts } from './price-list.js';

const JSON_TYPE = 'application/x-amz-json-1.1';
const MOST_RESULTS = 100;

/** The Price List in AWS JSON 1.1: the products of EC2 that the table of prices has. */
export class PricingService implements SimulatedService {
  readonly name = 'pricing';
  readonly codes: RefusalCodes = JSON_REFUSALS;
  #products: readonly PricedProduct[] | undefined;

  actionOf(request: WireRequest): string {
    return targetAction(request);
  }

  read(request: WireRequest): ServiceCall {
    const name = this.actionOf(request);
    if (name !== 'GetProducts') {
      throw new ServiceError(
        'UnknownOperationException',
        `The simulated Price List has no action '${name}'.`,
      );
    }
    const parameters = parseJson(request.body);
    return {
      parameters,
      accesses: () => [accessTo(`pricing:${name}`)],
      perform: () => ({
        statusCode: 200,
        headers: { 'content-type': JSON_TYPE },
        body: JSON.stringify(this.#getProducts(parameters)),
      }),
    };
  }

  /** The protocol has no way to write several errors: the first one speaks for all. */
  writeErrors(errors: readonly ServiceError[]): WireReply {
    const [error = new ServiceError('InternalErrorException')] = errors;
    return {
      statusCode: error.httpStatus,
      headers: { 'content-type': JSON_TYPE },
      body: JSON.stringify({ __type: error.code, Message: error.message }),
    };
  }

  #getProducts(input: JsonObject): JsonObject {
    const serviceCode = asText(input['ServiceCode']);
    if (serviceCode !== 'AmazonEC2') {
      throw new ServiceError('NotFoundException', `The simulated Price List has only AmazonEC2.`);
    }
    const size = asNumber(input['MaxResults']) ?? MOST_RESULTS;
    if (size < 1 || size > MOST_RESULTS) {
      throw invalid(`MaxResults must be between 1 and ${MOST_RESULTS}.`);
    }
    const filters = asList(input['Filters']).map(readFilter);
    this.#products ??= pricedProducts();
    const found = this.#products.filter(({ product }) =>
      filters.every(({ field, value }) => fieldOf(product, field) === value),
    );
    const page = cutPage(found, size, asText(input['NextToken']), 'InvalidNextTokenException');
    return {
      FormatVersion: 'aws_v1',
      // Each product is JSON within the JSON.
      PriceList: page.items.map((product) => JSON.stringify(product)),
      NextToken: page.nextToken,
    };
  }
}

interface ProductFilter {
  readonly field: string;
  readonly value: string;
}

function readFilter(value: unknown): ProductFilter {
  const { Type, Field, Value } = asObject(value);
  if (Type !== 'TERM_MATCH' && Type !== 'EQUALS') {
    throw invalid(`The simulated Price List has no filters of the type ${String(Type)}, only TERM_MATCH.`);
  }
  return { field: asText(Field) ?? '', value: asText(Value) ?? '' };
}

function fieldOf(product: PricedProduct['product'], field: string): string | undefined {
  return field === 'productFamily' ? product.productFamily : product.attributes[field];
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}
