using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Chancery.Mail.Text;
using CsCheck;

namespace Chancery.Mail.Tests.Corpus;

/// <summary>Normalization form C as Python's unicodedata has it.</summary>
public sealed class NfcTests
{
    private static readonly Gen<char> Interesting = Gen.OneOf(
        Gen.Char['a', 'z'], Gen.Char['\u00C0', '\u017F'], Gen.Char['\u0300', '\u036F'], Gen.Char['\u1100', '\u11FF'],
        Gen.Char['\uAC00', '\uD7A3'], Gen.Char['\u0900', '\u0DFF'], Gen.Char['\u1E00', '\u1FFF'], Gen.Char['\u2100', '\u2200']);

    [Fact]
    public void Python_normalises_the_same()
    {
        List<string> texts = [];
        Gen.String[Interesting, 1, 12].Sample(text => { lock (texts) texts.Add(text); }, iter: 5000);
        var theirs = JsonSerializer.Deserialize<string[]>(Python(JsonSerializer.Serialize(texts)))!;
        Assert.Equal(texts.Count, theirs.Length);
        for (var i = 0; i < theirs.Length; i++)
            Assert.True(theirs[i] == Nfc.Normalise(texts[i]), string.Join(' ', texts[i].Select(c => $"{(int)c:X4}")));
    }

    private static string Python(string json)
    {
        var start = new ProcessStartInfo(
            "python3",
            ["-c", "import json,sys,unicodedata; print(json.dumps([unicodedata.normalize('NFC',t) for t in json.load(sys.stdin)]))"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Write(json);
            process.StandardInput.Close();
            return process.StandardOutput.ReadToEnd();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is absent");
            throw;
        }
    }
}
