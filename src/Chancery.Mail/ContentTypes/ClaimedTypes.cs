namespace Chancery.Mail.ContentTypes;

/// <summary>What a file's extension or declared media type claims its content to be.</summary>
internal static class ClaimedTypes
{
    /// <summary>Type, then the extensions that claim it.</summary>
    private static readonly Dictionary<string, string> ByExtension = Table(
        "pdf:pdf docx:docx,dotx,docm,dotm xlsx:xlsx,xlsm,xltx,xltm xlsb:xlsb pptx:pptx,pptm,potx,potm,ppsx,ppsm doc:doc,dot xls:xls,xlt,xla ppt:ppt,pps,pot "
        + "vsd:vsd vsdx:vsdx,vsdm mpp:mpp one:one odt:odt,ott ods:ods,ots odp:odp,otp odg:odg,otg rtf:rtf epub:epub xps:xps,oxps ps:ps,eps "
        + "zip:zip,stpz jar:jar apk:apk 7z:7z rar:rar tar:tar gzip:gz,tgz bzip2:bz2,tbz2,tbz xz:xz,txz zstd:zst,tzst lzip:lz "
        + "cab:cab arj:arj lzh:lzh,lha iso:iso vhd:vhd vhdx:vhdx "
        + "dicom:dcm,dicom step:stp,step,p21 iges:igs,iges dwg:dwg dxf:dxf stl:stl jt:jt 3mf:3mf 3dm:3dm catia:catpart,catproduct parasolid:x_t "
        + "png:png jpeg:jpg,jpeg,jpe,jfif gif:gif bmp:bmp,dib tiff:tif,tiff webp:webp heic:heic,heif avif:avif svg:svg ico:ico psd:psd jp2:jp2,jpf emf:emf wmf:wmf "
        + "mp4:mp4,m4a,m4v mov:mov,qt mp3:mp3 avi:avi mkv:mkv,webm wav:wav ogg:ogg,oga,ogv,opus flac:flac wmv:wmv,wma,asf flv:flv mpeg:mpg,mpeg midi:mid,midi "
        + "exe:exe,dll,scr,com,sys,cpl,ocx elf:elf class:class wasm:wasm msi:msi,msp lnk:lnk chm:chm dex:dex "
        + "eml:eml,mht,mhtml msg:msg,oft tnef:tnef pst:pst ics:ics,ifb vcf:vcf smime:p7m,p7s,p7c,p7z pgp:pgp,gpg p12:p12,pfx kdbx:kdbx "
        + "xml:xml,xsd,xsl,xslt html:html,htm,xhtml text:txt,log,csv,md,json,ini,yaml,yml,tsv edifact:edi hl7:hl7 cda:cda reg:reg "
        + "script:js,jse,vbs,vbe,ps1,psm1,bat,cmd,sh,wsf,hta sqlite:sqlite,sqlite3 mdb:mdb,accdb font:ttf,otf,woff,woff2,ttc");

    private static readonly Dictionary<string, string> ByMediaType = Table(
        "pdf:application/pdf,application/x-pdf docx:application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.ms-word.document.macroenabled.12 "
        + "xlsx:application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.ms-excel.sheet.macroenabled.12 "
        + "xlsb:application/vnd.ms-excel.sheet.binary.macroenabled.12 "
        + "pptx:application/vnd.openxmlformats-officedocument.presentationml.presentation,application/vnd.ms-powerpoint.presentation.macroenabled.12 "
        + "anydoc:application/msword anyxls:application/vnd.ms-excel,application/msexcel,application/x-msexcel anyppt:application/vnd.ms-powerpoint "
        + "odt:application/vnd.oasis.opendocument.text ods:application/vnd.oasis.opendocument.spreadsheet "
        + "odp:application/vnd.oasis.opendocument.presentation rtf:application/rtf,text/rtf zip:application/zip,application/x-zip-compressed,application/x-zip "
        + "7z:application/x-7z-compressed rar:application/vnd.rar,application/x-rar-compressed,application/x-rar tar:application/x-tar "
        + "gzip:application/gzip,application/x-gzip bzip2:application/x-bzip2,application/x-bzip xz:application/x-xz dicom:application/dicom "
        + "step:model/step,application/step dwg:image/vnd.dwg dxf:image/vnd.dxf stl:model/stl jt:model/jt iges:model/iges "
        + "png:image/png,image/x-png jpeg:image/jpeg,image/jpg,image/pjpeg gif:image/gif tiff:image/tiff svg:image/svg+xml webp:image/webp heic:image/heic,image/heif "
        + "bmp:image/bmp,image/x-ms-bmp mp4:video/mp4,audio/mp4,audio/x-m4a mov:video/quicktime mp3:audio/mpeg,audio/mp3 wav:audio/wav,audio/x-wav flac:audio/flac "
        + "exe:application/x-msdownload,application/vnd.microsoft.portable-executable,application/x-msdos-program tnef:application/ms-tnef,application/vnd.ms-tnef "
        + "ics:text/calendar vcf:text/vcard,text/x-vcard,text/directory msg:application/vnd.ms-outlook eml:message/rfc822,message/global "
        + "smime:application/pkcs7-mime,application/x-pkcs7-mime,application/pkcs7-signature,application/x-pkcs7-signature "
        + "xml:application/xml,text/xml html:text/html");

    /// <summary>What the claimed type is as well: a DOCX is a ZIP; a STEP file is no plain text to a rule, but an SVG is XML.</summary>
    private static readonly Dictionary<string, string[]> Includes = new()
    {
        ["zip"] = ["docx", "xlsx", "xlsb", "pptx", "vsdx", "odt", "ods", "odp", "odg", "odf", "epub", "xps", "jar", "apk", "3mf"],
        ["jar"] = ["zip", "apk"],
        ["apk"] = ["zip", "jar"],
        ["3mf"] = ["zip"],
        ["gzip"] = ["tar"],
        // What mail programs declare by the extension, whatever the release of the office program.
        ["anydoc"] = ["doc", "docx", "rtf", "ole"],
        ["anyxls"] = ["xls", "xlsx", "xlsb", "text", "ole"],
        ["anyppt"] = ["ppt", "pptx", "ole"],
        ["xml"] = ["svg", "html", "cda"],
        ["text"] = ["xml", "eml", "edifact", "hl7", "x12", "ics", "vcf", "html", "pem"],
        ["html"] = ["xml", "text"],
        ["eml"] = ["text", "html"],
        ["smime"] = ["text", "pem"],
        ["pgp"] = ["text"],
        ["script"] = ["text", "html", "xml", "reg"],
        ["reg"] = ["text", "script"],
        ["edifact"] = ["text", "x12"],
        ["cda"] = ["xml"],
        ["mp4"] = ["mov", "mp3"],
        ["mov"] = ["mp4"],
        ["heic"] = ["avif"],
        ["mp3"] = ["mp4"],
        ["mpeg"] = ["mp4", "mp3"],
        ["tiff"] = ["dng"],
        ["wmf"] = ["emf"],
        ["emf"] = ["wmf"],
        ["ps"] = ["pdf"],
        ["ico"] = ["png", "bmp"],
    };

    public static string? OfExtension(string extension) => ByExtension.GetValueOrDefault(extension);

    public static string? OfMediaType(string mediaType) => ByMediaType.GetValueOrDefault(mediaType);

    /// <summary>The content contradicts the claim; without a claim never.</summary>
    public static bool Contradicts(string? claimed, string actual) =>
        claimed is not null && claimed != actual && !(Includes.TryGetValue(claimed, out var included) && included.Contains(actual));

    private static Dictionary<string, string> Table(string rows) =>
        rows.Split(' ').Select(row => row.Split(':', 2))
            .SelectMany(row => row[1].Split(',').Select(claim => (claim, Type: row[0])))
            .ToDictionary(row => row.claim, row => row.Type);
}
