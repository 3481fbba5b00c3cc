export { Diagnose } from './application/diagnose.use-case.js';
export { type Finding, type NamedFinding, ok, problem, type Verdict, warning } from './domain/finding.js';
export { DiagnosticCheck } from './ports/diagnostic-check.port.js';
