/**
 * The RSA key that id_tokens are signed with. It protects nothing: it is published on purpose, the same in every
 * emulator, so that the same script gives the same bytes. Nobody outside of an emulator may trust it.
 */
export const PUBLISHED_TEST_KEY = {
  kty: "RSA",
  /** RFC 7638 thumbprint. */
  kid: "N_hyypB04StlVCK7E7nOck_RxoSkZeObW6di7xfyhAQ",
  n: [
    "--1UYITAUjcD0UE1rgpEr57mSkV9uRUXrxhXv4IliLwvf0L5WMTTOAVMWFc_I3d3FVGWO2WPAVwqyl6VoXGBnn",
    "O8jYGrxLUH8vyODeESKlbAcAB0iJD5I9qai7FuvM02K4RQWt9kkaGKmbHkqw5yepzKFhIrtv9fjqeRmH96vThk",
    "GXzCJSs-qvahyzM0_zA9CNri0MjAigfpxgDsvMwZRDcxP6dl7BNChLuRjeiPWBOzpGTwsPkFAi22uto-VX_EMb",
    "L9iZpSBA2ml7A4d7IxafIznQyUHG3UsAPibdGq_NaztvhmdcBY2a4aNZepIQ9bssTkAFzgcxcvz-p9mqH-SQ",
  ].join(""),
  e: "AQAB",
  d: [
    "bvHiJk1gGvTScA19M-Oeww7B0TSQPPl-gCRCxHpuyCxD6JIYmFC5yiJ_MCpgCmD6pv9Sn17G3yz1RUDpOXtwv1",
    "St1U2lVQ_6a7ZwYslbRB0HS2vP5jKeHX2QcPOXVnszH2_6KULXGdFf5fazQueuX7P7xUOET-df8EV4d4WwinJS",
    "6OmNGR5tGgcoB_G0jqQHUpoRJrItdxSt0z-0d8FnsVug8dJiUjqEabfOMrNfPuYaDgPHFSqUN1FP5c0OSTSsnx",
    "hTCho1INPlCWPL7niZ2udf8GGO7eVoATE_Z6Wke36nSJla-y3LpaqdtHbQviXO_gjN6noxPgT63tLWASP1zw",
  ].join(""),
  p: [
    "_j15EeC49adbc7akPsq7sNRVRfLt_BcwYlDw3Sm1zB_WXMnyd1zwuJIDM23gEnHl4jEiEfR3eSFwHqxvkTQUAW",
    "BRGnqq3smXygazDLIF6OvI2BRZcj5giIsXU8qMRWH38bBFrjVxKqpb5fYWQkZ5TZ4POSRid9Y7fMyRpvL6Ag8",
  ].join(""),
  q: [
    "_avB_2PmJ-PBnzBhocFoJvnJPm4t0vrO3TC939mjym_IgzK9fFS4CB3aUXILSEsjWPyHkkYBrICibGSbPQ1QKM",
    "VojlMKgqF2Y_s4qvFSW1P_CBQs3XnfLLHo3c2RJ2qiWL8bh9_MIOOeQrbYlAY-W0lMA3MoFkDdsiwTdHFPcic",
  ].join(""),
  dp: [
    "VBao8IzPIBDWYpNKB6quIXJZMeWDaRmSWzJCOCQPiRAOqmnw1CHdTG6euGfi8LbTPdjaV-3vhhTVLJAD5pa-9y",
    "WQLZ3c3gr3NU658bz_z2YM68rvOqX-76pxcLlRY7FffIS8xz3NzDrEYm7eNdVxUYaxqkiqeNBWpJRUqE88-Wk",
  ].join(""),
  dq: [
    "2LPL7JK44UbN92HrZbXFddZZNr4E44FjCs5CxmI0bBGGZ54HBZmSBU0LXhxgywd1UOWaIzku4OCa4KIpg8RFwC",
    "60HTGPfvzUGKFaTZ4OTvq4mXwyv5kHMDVjy2d7IwMTYWEQ8cgbp9ULM87jwcB7sJwzFZdgnXIYccb5b7YEum0",
  ].join(""),
  qi: [
    "aed7_mCBVE-Vdw7pvBLG0v0B0C62MoQAYwprvnuNRv3Dw1rIgaGF1yTpkFY-1c8XREbzvsutPQZWvE8VVT98Qs",
    "7f49qwMvgZX1kZtXT5JijrfBk39zc6ukLH2wvCzLRmvWjFIlCmjjMeJTdjTmjW9vp24I-9cc5vtKPocUbX1ck",
  ].join(""),
} as const;
