import { moment } from "./time";

/** How often GitHub answers, as it said last. */
export interface Rate {
  limit: number;
  remaining: number;
  resetAt: string;
}

/** Of what GitHub answers in an hour. */
const FEW = 10;

export function rateWords({ limit, remaining, resetAt }: Rate): string {
  return `${remaining} of ${limit} answers left until ${moment(resetAt)}`;
}

/** Whether few are left, and not yet given anew. Pure. */
export function isScarce({ limit, remaining, resetAt }: Rate, now: number): boolean {
  return remaining * FEW < limit && Date.parse(resetAt) > now;
}
