import { X509Certificate } from 'node:crypto';

/** A certificate and its key, in PEM. */
export interface HostCertificate {
  readonly certificate: string;
  readonly key: string;
  /** The SHA-256 fingerprint, as Node writes it. */
  readonly sha256: string;
}

const YEAR_MS = 365 * 86_400_000;

/** Makes a certificate that nobody else has signed, as a CML host has after its installation. */
export async function makeCertificate(
  commonName: string,
  notAfter: Date | undefined,
): Promise<HostCertificate> {
  const { generate } = await loadSelfSigned();
  const { cert, private: key } = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    ...(notAfter === undefined
      ? {}
      : { notBeforeDate: new Date(notAfter.getTime() - YEAR_MS), notAfterDate: notAfter }),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: commonName }] }],
  });
  return { certificate: cert, key, sha256: new X509Certificate(cert).fingerprint256 };
}

async function loadSelfSigned(): Promise<typeof import('selfsigned')> {
  try {
    return await import('selfsigned');
  } catch (cause) {
    throw new Error(
      'SimulatedCmlHost needs the package selfsigned, which cannot be loaded. Install it beside this one.',
      { cause },
    );
  }
}
