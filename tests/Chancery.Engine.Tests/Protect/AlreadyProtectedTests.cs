using Chancery.Engine.Messages;
using Chancery.Engine.Tests.Protect.Incoming;
using Chancery.Engine.Tests.Support;
using Chancery.Policy.Plans;

namespace Chancery.Engine.Tests.Protect;

/// <summary>Rulings R12 and R13 of the language, for S/MIME and OpenPGP alike, with mail as client programs make it.</summary>
public sealed class AlreadyProtectedTests
{
    private const string Bernd = Partner.Bernd;

    [Theory]
    [InlineData("smime")]
    [InlineData("pgp")]
    public async Task R12_what_is_encrypted_has_met_its_method_and_leaves_as_it_came(string kind)
    {
        await using var house = await HouseAsync($"rules: [ {{ id: safe, then: [ {{ sign: {{ with: {kind}, level: required }} }}, {{ protect: [{kind}] }} ] }} ]");
        var mail = await FromAnnaAsync(house, kind, encrypt: true);
        var record = await house.PassAsync(House.Anna, [Bernd], mail);

        Assert.Equal((GroupState.Delivered, kind, Signature.None), (record.Groups[0].State, Names.Of(record.Groups[0].Plan.Protection!.Value), record.Groups[0].Plan.Sign));
        Assert.DoesNotContain("encrypt", record.Groups[0].Plan.Stages);
        Assert.EndsWith(mail[mail.IndexOf("MIME-Version", StringComparison.Ordinal)..], Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smime", "pgp")]
    [InlineData("pgp", "smime")]
    public async Task R12_what_is_encrypted_by_one_kind_has_not_met_the_other_and_is_never_wrapped(string kind, string asked)
    {
        await using var house = await HouseAsync($"rules: [ {{ id: safe, then: [ {{ protect: [{asked}] }} ] }} ]");
        var record = await house.PassAsync(House.Anna, [Bernd], await FromAnnaAsync(house, kind, encrypt: true));

        Assert.Equal((GroupState.Held, $"encrypted already ({kind})"), (record.Groups[0].State, record.Groups[0].Plan.Tried[0].Reason));
    }

    [Theory]
    [InlineData("smime", "smime")]
    [InlineData("smime", "pgp")]
    [InlineData("pgp", "smime")]
    [InlineData("pgp", "pgp")]
    public async Task R12_what_the_client_signed_gets_no_second_signature_and_keeps_its_own(string kind, string asked)
    {
        await using var house = await HouseAsync($"rules: [ {{ id: signed, then: [ {{ sign: {{ with: {asked}, level: required }} }} ] }} ]");
        var mail = await FromAnnaAsync(house, kind, encrypt: false);
        var record = await house.PassAsync(House.Anna, [Bernd], mail);

        Assert.Equal((GroupState.Delivered, Signature.None), (record.Groups[0].State, record.Groups[0].Plan.Sign));
        Assert.EndsWith(mail[mail.IndexOf("MIME-Version", StringComparison.Ordinal)..], Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smime", "smime")]
    [InlineData("smime", "pgp")]
    [InlineData("pgp", "smime")]
    [InlineData("pgp", "pgp")]
    public async Task R12_what_the_client_signed_is_encrypted_with_its_signature_inside(string kind, string asked)
    {
        await using var house = await HouseAsync($"rules: [ {{ id: safe, then: [ {{ sign: {asked} }}, {{ protect: [{asked}] }} ] }} ]");
        await house.PassAsync(House.Anna, [Bernd], await FromAnnaAsync(house, kind, encrypt: false));
        var mail = Assert.Single(house.Hop.Taken).Text;
        Assert.Contains(asked == "pgp" ? "multipart/encrypted" : "smime-type=enveloped-data", mail, StringComparison.Ordinal);

        // Bernd's gateway takes the encryption off, and finds the signature that the client made.
        house.Replace("rules: [ { id: in, then: [ { decrypt: { policy: strip } }, { verify: { policy: annotate } } ] } ]");
        house.Hop.Taken.Clear();
        await house.PassAsync(House.Anna, [Bernd], mail[mail.IndexOf("From:", StringComparison.Ordinal)..]);
        Assert.Contains($"X-Chancery-Info-Signature: {kind}; valid; signer={House.Anna}", Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smime")]
    [InlineData("pgp")]
    public async Task R13_machine_mail_may_be_encrypted_and_never_becomes_a_container(string kind)
    {
        await using var house = await HouseAsync($"rules: [ {{ id: safe, then: [ {{ protect: [pdf, portal, {kind}] }} ] }} ]");
        var report = $"From: {House.Anna}\nTo: {Bernd}\nSubject: Away\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: text/plain\n\nAway until Monday.\n";
        var invitation = $"From: {House.Anna}\nTo: {Bernd}\nSubject: Meeting\nMIME-Version: 1.0\nContent-Type: text/calendar; method=REQUEST; charset=utf-8\n\nBEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nEND:VCALENDAR\n";
        foreach (var (mail, reason) in new[] { (report, "machine mail"), (invitation, "calendar mail") })
        {
            house.Hop.Taken.Clear();
            var record = await house.PassAsync(House.Anna, [Bernd], mail);
            Assert.Equal([(Method.Pdf, reason), (Method.Portal, reason), (kind == "pgp" ? Method.Pgp : Method.Smime, null)], record.Groups[0].Plan.Tried.Select(attempt => (attempt.Method, attempt.Reason)));
            Assert.Contains(kind == "pgp" ? "multipart/encrypted" : "enveloped-data", Assert.Single(house.Hop.Taken).Text, StringComparison.Ordinal);
        }
    }

    private static async Task<House> HouseAsync(string policy)
    {
        var house = await PgpIncomingTests.HouseAsync(policy);
        await house.AddKeysAsync(House.Anna, Bernd);
        return house;
    }

    /// <summary>As Anna's mail program makes it.</summary>
    private static async Task<string> FromAnnaAsync(House house, string kind, bool encrypt)
    {
        var text = Partner.Plain.Replace($"Bernd <{Bernd}>", House.Anna, StringComparison.Ordinal).Replace($"To: {House.Anna}", $"To: {Bernd}", StringComparison.Ordinal);
        return kind == "pgp"
            ? await PgpIncomingTests.MakeAsync(house, text, to: encrypt ? Bernd : null, signer: House.Anna)
            : await Partner.MakeAsync(house, text, to: encrypt ? Bernd : null, signer: House.Anna);
    }
}
