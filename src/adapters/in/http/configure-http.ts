import { ValidationPipe } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DatabaseProbe } from '../../../modules/jobs/index.js';
import { invalidRequest } from './errors/invalid-request.js';
import { answerMalformedHttp } from './errors/malformed-http.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { StorableInputPipe } from './errors/storable-input.pipe.js';
import {
  answerOptions,
  neverStore,
  refuseForeignHosts,
  refuseMalformedUrl,
  refuseOtherThanJson,
} from './request-checks.js';

const BODY_LIMIT = '256kb';

/**
 * Everything about HTTP that no controller should think of. The application must have been created with
 * `bodyParser: false`, or bodies are parsed before they are checked.
 */
export function configureHttp(app: NestExpressApplication): void {
  app.disable('etag');
  app.useSecurityHeaders({ contentSecurityPolicy: false, strictTransportSecurity: false });
  app.enableCsrfProtection();
  app.use(refuseForeignHosts, refuseMalformedUrl, answerOptions);
  app.use('/api', neverStore, refuseOtherThanJson);
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.useGlobalPipes(
    new StorableInputPipe(),
    new ValidationPipe({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transform: true,
      validateCustomDecorators: true,
      stopAtFirstError: true,
      exceptionFactory: invalidRequest,
    }),
  );
  app.useGlobalFilters(new ProblemFilter(app.get(DatabaseProbe)));
  app.getHttpServer().on('clientError', answerMalformedHttp);
}
