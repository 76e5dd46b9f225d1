import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { getPrincipal } from '../security/principal.js';
import { QUOTA, type QuotaName, QUOTAS } from './quota.decorator.js';
import { QuotaLedger } from './quota-ledger.js';

/** Refuses what a person or a maker has done often enough for now; what runs is counted until its answer has ended. */
@Injectable()
export class QuotaGuard implements CanActivate {
  constructor(private readonly ledger: QuotaLedger) {}

  canActivate(context: ExecutionContext): boolean {
    const name = Reflect.getMetadata(QUOTA, context.getHandler()) as QuotaName | undefined;
    if (name === undefined) return true;
    const http = context.switchToHttp();
    const { scope, user } = getPrincipal(http.getRequest<Request>());
    const end = this.ledger.take(name, [
      { key: `user:${scope.makerId}:${user.id}`, policy: QUOTAS[name].user },
      { key: `maker:${scope.makerId}`, policy: QUOTAS[name].maker },
    ]);
    http.getResponse<Response>().once('close', end);
    return true;
  }
}
