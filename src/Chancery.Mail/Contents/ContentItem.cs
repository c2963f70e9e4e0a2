using Chancery.Mail.Contents.Traits;
using Chancery.Mail.ContentTypes;
using Chancery.Mail.Text;

namespace Chancery.Mail.Contents;

/// <summary>One thing in a mail: a text, an attachment, an entry of an archive. What is asked of it is found out then, and kept.</summary>
public sealed class ContentItem
{
    private readonly MailContents _mail;
    private readonly Meter? _meter;
    private Func<Stream>? _open;
    private bool _isWhole;
    private bool _sampled;
    private string? _unreadable;
    private ContentFindings? _findings;
    private Opened? _opened;
    private bool? _isContainer;
    private Finding? _encrypted;
    private Finding? _macro;
    private Finding? _active;
    private (bool Known, string? Reason) _obstacle;
    private long? _size;

    /// <summary>A part of the mail.</summary>
    internal ContentItem(MailContents mail, ContentRole role, string path, string name, string declaredType, Func<Stream>? open)
    {
        (_mail, Role, Path, Name, DeclaredType, _open) = (mail, role, path, name, declaredType, open);
        _isWhole = true;
        if (open is null) _unreadable = "an unknown transfer encoding";
        mail.Note(this);
    }

    /// <summary>Something in a container.</summary>
    internal ContentItem(MailContents mail, ContentItem parent, string path, ContainerEntry entry, Meter meter)
    {
        (_mail, Parent, _meter, Path, Role, DeclaredType, Charset, Inline) =
            (mail, parent, meter, path, entry.Role, entry.DeclaredType, entry.Charset, entry.Inline);
        Name = FileName.Shown(entry.Name);
        Depth = parent.Depth + 1;
        if (entry.Type is { } type) _findings = new ContentFindings(type, false);
        (_open, _unreadable, IsLocked) = (entry.Open, entry.Unreadable, entry.Encrypted);
        if (entry.Passing is { } passing) KeepPassing(passing);
        else _isWhole = entry.IsStored;
        mail.Note(this);
    }

    public ContentRole Role { get; }

    /// <summary>Part number and names of entries, unique within the mail: <c>1.2/scan/ct1.dcm</c>.</summary>
    public string Path { get; }

    /// <summary>A safe base name; empty if it has none.</summary>
    public string Name { get; }

    /// <summary>Lower case, without dot.</summary>
    public string Extension => FileName.Extension(Name);

    /// <summary>Lower case media type; empty within archives.</summary>
    public string DeclaredType { get; }

    /// <summary>Of a text, as declared; null if not.</summary>
    public string? Charset { get; internal init; }

    /// <summary>Shown within the text of a message.</summary>
    public bool Inline { get; internal init; }

    /// <summary>The container that this lies in; null for a part of the mail.</summary>
    public ContentItem? Parent { get; }

    /// <summary>Containers around it; 0 for a part of the mail.</summary>
    public int Depth { get; }

    /// <summary>
    /// Why the content cannot be had as a whole: encrypted, damaged, over a limit; null if it can. Unpacks an entry to its end.
    /// </summary>
    /// <exception cref="IOException">The mail cannot be read.</exception>
    public string? Unreadable
    {
        get
        {
            Complete();
            return _unreadable;
        }
    }

    /// <summary>Octets without any encoding; null if <see cref="Unreadable"/>.</summary>
    public long? Size
    {
        get
        {
            if (_size is { } known) return known;
            if (Unreadable is not null) return null;
            return _size ??= Guarded(() => Sample().Size, null as long?);
        }
        internal init => _size = value;
    }

    /// <summary>By content; <c>unknown</c> if nothing fits or nothing can be read. Needs the beginning only, for most types.</summary>
    public string Type => Findings.Type;

    /// <summary>Name or declared type say something else than the content is.</summary>
    public bool TypeMismatch => Findings.TypeMismatch;

    /// <summary>Why <see cref="Type"/> cannot be told; null if it can, <c>unknown</c> included.</summary>
    public string? TypeUnknown => Findings.Type == TypeDetection.Unknown ? _unreadable : null;

    /// <summary>What lies in it, if it is a container that is looked into; documents have none.</summary>
    public IReadOnlyList<ContentItem> Entries => IsContainer ? OpenContainer().Entries : [];

    /// <summary>Why there may be entries that are not listed; null if all are.</summary>
    public string? Unseen => IsContainer ? OpenContainer().Unseen : null;

    /// <summary>The pieces of an Office or OpenDocument file; empty for others.</summary>
    public IReadOnlyList<ContentItem> Pieces => Containers.IsPackage(Type) ? OpenContainer().Entries : [];

    /// <summary>Why there may be pieces that are not listed; null if all are.</summary>
    public string? PiecesUnseen => Containers.IsPackage(Type) ? OpenContainer().Unseen : null;

    /// <summary>An archive, a TNEF, a message that was attached as a file. The parts of other attached messages are parts of the mail.</summary>
    public bool IsContainer => _isContainer ??= !IsSpread && (Containers.IsContainer(Type) ? Type != "smime" || (Encrypted.Value == false && !IsDetachedSignature) : IsZipAsWell);

    /// <summary>Beside what it signs; mail programs look for nothing else in it.</summary>
    private bool IsDetachedSignature => DeclaredType is "application/pkcs7-signature" or "application/x-pkcs7-signature";

    /// <summary>A program, image or other file with an archive behind it: a self-extracting one, or a disguise.</summary>
    internal bool IsZipAsWell => Containers.MayHideZip(Type) && Told(() => ZipDirectory.HasEnd(Sample()), _ => false);

    /// <summary>It needs a password or a key; of an archive, any of its entries does.</summary>
    public Finding Encrypted => _encrypted ??= Found(EncryptedTrait.Of);

    /// <summary>It carries macros; of a container, anything in it does.</summary>
    public Finding Macro => _macro ??= Found(MacroTrait.Of);

    /// <summary>It does something when it is opened: a program, macros, scripts; of a container, anything in it does.</summary>
    public Finding Active => _active ??= Found(ActiveTrait.Of);

    /// <summary>Why not all of it could be looked at; null if it could.</summary>
    public string? NotInspectable
    {
        get
        {
            if (!_obstacle.Known) _obstacle = (true, Told(() => InspectableTrait.Obstacle(this), reason => reason));
            return _obstacle.Reason;
        }
    }

    /// <summary>A message whose parts are listed beside it.</summary>
    internal bool IsSpread { get; init; }

    /// <summary>A password stands before it, by what its container says.</summary>
    internal bool IsLocked { get; }

    internal MailContents Mail => _mail;

    /// <summary>The content from its start, seekable; to be disposed. Ask <see cref="Unreadable"/> first: what it promises comes without failure.</summary>
    /// <exception cref="ContentException">The content cannot be had.</exception>
    /// <exception cref="IOException">The mail cannot be read.</exception>
    public Stream Open()
    {
        Complete();
        if (_unreadable is { } reason) throw new ContentException(reason);
        var content = _open!();
        if (content.CanSeek) return content;
        using (content)
        {
            var (open, size) = _mail.Spool.Keep(content, _ => false);
            (_open, _size) = (open, size);
        }
        return _open!();
    }

    internal ContentSample Sample() => ContentSample.Take(() => _open is null ? throw new ContentException(_unreadable ?? "it is missing") : OpenAsItIs());

    internal long Unpacked => _opened?.Meter.Unpacked ?? 0;

    private ContentFindings Findings => _findings ??= Find();

    private ContentFindings Find()
    {
        if (IsSpread) return new ContentFindings("eml", false);
        var findings = Guarded(() => ContentFindings.Of(Sample(), Extension, DeclaredType), null);
        return findings ?? ContentFindings.Nothing;
    }

    private Opened OpenContainer() => _opened ??= Opened.Of(_mail, this);

    /// <summary>The whole of an entry has to come out before anything is said of it as a whole.</summary>
    private void Complete()
    {
        if (_isWhole || _unreadable is not null) return;
        _isWhole = true;
        try
        {
            using var content = new MeteredStream(OpenEntry(), _mail.Budget, _meter);
            Keep(content);
        }
        catch (ContentException reason)
        {
            _unreadable = reason.Message;
        }
    }

    private Stream OpenEntry()
    {
        using var _ = _mail.Budget.Working();
        try
        {
            return _open!();
        }
        catch (Exception failure) when (Damage.Is(failure))
        {
            throw Damage.Of(failure);
        }
    }

    private void KeepPassing(Stream passing)
    {
        _isWhole = true;
        byte[] start = [];
        try
        {
            using var content = new MeteredStream(passing, _mail.Budget, _meter);
            using var noted = new StartNote(content);
            try
            {
                Keep(noted);
            }
            finally
            {
                start = noted.Start;
            }
        }
        catch (ContentException reason)
        {
            _unreadable = reason.Message;
            _findings = ContentFindings.Of(ContentSample.Of(start), Extension, DeclaredType);
        }
    }

    private void Keep(Stream content)
    {
        var (open, size) = _mail.Spool.Keep(content, start => Opaque.Is(ContentFindings.Of(ContentSample.Of(start), Extension, DeclaredType).Type));
        if (open is not null) _open = open;
        _size = size;
    }

    /// <summary>The beginning comes as it is; a parser that asks again wants more and gets a content that can be sought in.</summary>
    private Stream OpenAsItIs()
    {
        if (_sampled) return Open();
        _sampled = true;
        if (_unreadable is { } reason) throw new ContentException(reason);
        return _isWhole ? _open!() : new MeteredStream(OpenEntry(), _mail.Budget, null);
    }

    private Finding Found(Func<ContentItem, Finding> find) => Told(() => find(this), Finding.Not);

    /// <summary>What its parsers stumble over is the content's fault and answers the question.</summary>
    private static T Told<T>(Func<T> find, Func<string, T> otherwise)
    {
        try
        {
            return find();
        }
        catch (ContentException reason)
        {
            return otherwise(reason.Message);
        }
        catch (Exception failure) when (Damage.Is(failure))
        {
            return otherwise(Damage.Of(failure).Message);
        }
    }

    private T Guarded<T>(Func<T> find, T otherwise)
    {
        try
        {
            return find();
        }
        catch (ContentException reason)
        {
            _unreadable ??= reason.Message;
            return otherwise;
        }
    }
}
